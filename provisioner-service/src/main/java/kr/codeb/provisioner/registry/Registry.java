package kr.codeb.provisioner.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SettingsChanged;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The registry, which may be restarting just now. Changes are made for a held operation, in its project and environment. */
@Singleton
public class Registry {

    private final RegistryClient client;

    Registry(@RestClient RegistryClient client) {
        this.client = client;
    }

    /** All teams' projects. */
    public List<Project> projects() {
        return Neighbour.patiently(Neighbour.OPERATION, client::projects);
    }

    /** @throws CodebException PROJECT_NOT_FOUND */
    public Project project(String project) {
        return Neighbour.patiently(Neighbour.OPERATION, () -> client.project(project));
    }

    /** @throws CodebException PROJECT_NOT_FOUND, also when the project has no such environment */
    public ProjectEnvironment settings(String project, Environment environment) {
        return project(project)
                .in(environment)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.PROJECT_NOT_FOUND,
                        "%s has no environment %s. Call workflow_init for it first.".formatted(project, environment)));
    }

    public Optional<Project> find(String project) {
        return found(() -> project(project));
    }

    public Optional<Slots> slots(String project, Environment environment) {
        return found(() -> Neighbour.patiently(Neighbour.OPERATION, () -> client.slots(project, environment)));
    }

    /** @param taken ports that something on the App Server uses, whatever the registry knows of it */
    public Allocation<Ports> allocatePorts(HeldOperation held, List<Integer> taken) {
        Operation on = held.operation();
        return Neighbour.changing(() -> client.allocatePorts(
                on.project(), on.environment(), held.hold(), new RegistryClient.TakenPorts(taken)));
    }

    public void freePorts(HeldOperation held) {
        Operation on = held.operation();
        Neighbour.changing(() -> client.freePorts(on.project(), on.environment(), held.hold()));
    }

    /** Writes the project's environment into the SSOT; one that is there is kept, and what it lacks is added. */
    public Allocation<Project> enter(HeldOperation held, String type, ProjectEnvironment settings) {
        Operation on = held.operation();
        return Neighbour.changing(() -> client.enter(
                on.project(),
                on.environment(),
                held.hold(),
                new RegistryClient.Entry(on.teamId(), type, on.by(), settings)));
    }

    /**
     * Changes settings of the project's environment; the same operation gets the same answer again.
     *
     * @param wanted by name
     * @throws CodebException INVALID_PARAMS, PROJECT_NOT_FOUND; then nothing was changed
     */
    public SettingsChanged change(HeldOperation held, ObjectNode wanted) {
        Operation on = held.operation();
        return Neighbour.changing(() -> client.change(on.project(), on.environment(), held.hold(), wanted));
    }

    /** Takes the project's environment out of the SSOT. */
    public void strike(HeldOperation held) {
        Operation on = held.operation();
        Neighbour.changing(() -> client.strike(on.project(), on.environment(), held.hold()));
    }

    public Allocation<Slots> ensureSlots(HeldOperation held, Ports ports) {
        Operation on = held.operation();
        return Neighbour.changing(() -> client.ensureSlots(
                on.project(), on.environment(), held.hold(), new RegistryClient.NewSlots(on.teamId(), ports)));
    }

    public void removeSlots(HeldOperation held) {
        Operation on = held.operation();
        Neighbour.changing(() -> client.removeSlots(on.project(), on.environment(), held.hold()));
    }

    /** @param databases how many numbers the server has, 0 included */
    public Allocation<Integer> allocateRedis(HeldOperation held, int databases) {
        Operation on = held.operation();
        return Neighbour.changing(() -> client.allocateRedis(
                on.project(), on.environment(), held.hold(), new RegistryClient.RedisSize(databases)));
    }

    public void freeRedis(HeldOperation held) {
        Operation on = held.operation();
        Neighbour.changing(() -> client.freeRedis(on.project(), on.environment(), held.hold()));
    }

    /** Whether the environment may have this domain, or has it. @throws CodebException NAME_RESERVED, DOMAIN_TAKEN */
    public void checkDomain(HeldOperation held, String domain) {
        Operation on = held.operation();
        Neighbour.patiently(Neighbour.OPERATION, () -> {
            client.checkDomain(on.project(), on.environment(), domain);
            return null;
        });
    }

    /** Adds a domain; the value is the environment's further domains. @throws CodebException as {@link #checkDomain} */
    public Allocation<List<String>> addDomain(HeldOperation held, String domain) {
        Operation on = held.operation();
        return Neighbour.changing(() -> client.addDomain(on.project(), on.environment(), domain, held.hold()));
    }

    /** Takes a domain away; one that is gone already is fine. */
    public void removeDomain(HeldOperation held, String domain) {
        Operation on = held.operation();
        Neighbour.changing(() -> client.removeDomain(on.project(), on.environment(), domain, held.hold()));
    }

    private static <T> Optional<T> found(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (CodebException missing) {
            if (missing.code() == ErrorCode.PROJECT_NOT_FOUND) {
                return Optional.empty();
            }
            throw missing;
        }
    }
}
