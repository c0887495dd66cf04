package kr.codeb.deployer.neighbour;

import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The truth about projects and slots. */
@Singleton
public class Registry {

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
