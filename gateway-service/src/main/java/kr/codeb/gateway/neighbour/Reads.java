package kr.codeb.gateway.neighbour;

import jakarta.inject.Singleton;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.SlotStatus;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What dashboards and agents want to know all the time: whoever asks the same at the same time shares one call. */
@Singleton
public class Reads {

    private final RegistryClient registry;
    private final DeployerClient deployer;
    private final Shared<String, Project> projects = new Shared<>();
    private final Shared<Place, SlotStatus> slots = new Shared<>();
    private final Shared<Place, ContainerViews> containers = new Shared<>();

    Reads(@RestClient RegistryClient registry, @RestClient DeployerClient deployer) {
        this.registry = registry;
        this.deployer = deployer;
    }

    private record Place(String team, String project, Environment environment) {}

    public Project project(String name) {
        return projects.answer(name, () -> Neighbour.reading(() -> registry.project(name)));
    }

    /** The slot file, which nobody may change, and what of this team changes it just now. */
    public SlotStatus slots(String team, String project, Environment environment) {
        return slots.answer(
                new Place(team, project, environment),
                () -> Neighbour.reading(() -> registry.slotStatus(project, environment, team)));
    }

    /** What Docker says of both slots. */
    public ContainerViews containers(String project, Environment environment) {
        return containers.answer(
                new Place(null, project, environment), () -> deployer.containers(project, environment));
    }
}
