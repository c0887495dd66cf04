package kr.codeb.deployer.neighbour;

import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.RemovedEnvironment;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The truth about projects and slots. */
@Singleton
public class Registry {

    private static final long LONG_POLL_MILLIS = 5_000;

    private final RegistryClient client;

    public Registry(@RestClient RegistryClient client) {
        this.client = client;
    }

    /** What the SSOT says of a project's environment. @throws CodebException PROJECT_NOT_FOUND */
    public ProjectEnvironment settings(String project, Environment environment) {
        return Neighbour.patiently(Neighbour.OPERATION, () -> client.project(project))
                .in(environment)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.PROJECT_NOT_FOUND,
                        "%s has no %s environment. Call workflow_init for it first.".formatted(project, environment)));
    }

    /** Whether the registry knows this environment. */
    public boolean knows(String project, Environment environment) {
        try {
            return Neighbour.patiently(Neighbour.OPERATION, () -> client.project(project))
                    .in(environment)
                    .isPresent();
        } catch (CodebException unknown) {
            if (unknown.code() == ErrorCode.PROJECT_NOT_FOUND) {
                return false;
            }
            throw unknown;
        }
    }

    /** Has all forgotten that the registry knows of an environment; asked again by the same operation, the answer is the same. */
    public RemovedEnvironment remove(HeldOperation held) {
        Operation operation = held.operation();
        return Neighbour.changing(() -> client.remove(operation.project(), operation.environment(), held.hold()));
    }

    /** Waits until an operation has ended. */
    public Operation ended(String id) {
        Operation seen = Neighbour.patiently(Neighbour.OPERATION, () -> client.operation(id, -1, 0, false));
        while (!seen.state().ended()) {
            long after = seen.revision();
            seen = Neighbour.patiently(Neighbour.OPERATION, () -> client.operation(id, after, LONG_POLL_MILLIS, false));
        }
        return seen;
    }

    public Slots slots(String project, Environment environment) {
        return Neighbour.patiently(Neighbour.OPERATION, () -> client.slots(project, environment));
    }

    /** The slots of every project. */
    public List<Slots> slots() {
        return Neighbour.patiently(Neighbour.OPERATION, client::slots);
    }

    /** Whether somebody works on this project's environment just now. */
    public boolean busy(String project, Environment environment) {
        List<Operation> latest =
                Neighbour.patiently(Neighbour.OPERATION, () -> client.operations(project, environment, 20));
        return latest.stream().anyMatch(operation -> !operation.state().ended());
    }

    /**
     * Records what happened: the point of no return of every operation here.
     *
     * @throws Abandoned when nobody knows whether it was recorded; the recovery asks
     */
    public Slots record(HeldOperation held, SlotEvent event) {
        Operation operation = held.operation();
        try {
            return Neighbour.changing(
                    () -> client.record(operation.project(), operation.environment(), held.hold(), event));
        } catch (CodebException failure) {
            if (failure.isTemporary()) {
                throw new Abandoned("the registry does not say whether it recorded the event", failure);
            }
            throw failure;
        }
    }
}
