package kr.codeb.gateway.neighbour;

import jakarta.inject.Singleton;
import java.time.Duration;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.SlotStatus;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * What dashboards and agents want to know all the time. Callers share an answer that was asked for {@link #FRESH} before or later; but
 * never one from before the beginning or the end of an operation that this gateway has told of.
 */
@Singleton
public class Reads {

    private static final Duration FRESH = Duration.ofMillis(100);

    private final RegistryClient registry;
    private final DeployerClient deployer;
    private final Shared<String, Project> projects = new Shared<>(FRESH);
    private final Shared<Place, SlotStatus> slots = new Shared<>(FRESH);
    private final Shared<Place, Seen> containers = new Shared<>(FRESH);

    Reads(@RestClient RegistryClient registry, @RestClient DeployerClient deployer) {
        this.registry = registry;
        this.deployer = deployer;
    }

    private record Place(String project, Environment environment) {}

    private record Seen(ContainerViews views, long at) {

        private ContainerViews now() {
            long since = (System.nanoTime() - at) / 1_000_000;
            return new ContainerViews(views.containers(), views.ageMillis() + since, views.error());
        }
    }

    public Project project(String name) {
        return projects.answer(name, () -> Neighbour.reading(() -> registry.project(name)));
    }

    /** The slot file, which nobody may alter, and what changes it just now. */
    public SlotStatus slots(Project project, Environment environment) {
        return slots.answer(
                new Place(project.name(), environment),
                () -> Neighbour.reading(() -> registry.slotStatus(project.name(), environment, project.teamId())));
    }

    /** What Docker says of both slots. */
    public ContainerViews containers(Project project, Environment environment) {
        return containers
                .answer(
                        new Place(project.name(), environment),
                        () -> new Seen(deployer.containers(project.name(), environment), System.nanoTime()))
                .now();
    }

    /** An operation has begun or ended: what was asked before is void. */
    public void changed(Operation operation) {
        Place place = new Place(operation.project(), operation.environment());
        projects.forget(operation.project());
        slots.forget(place);
        containers.forget(place);
    }
}
