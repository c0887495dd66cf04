package kr.codeb.deployer.delete;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.deletion.DeletionPlan;
import kr.codeb.contracts.deletion.ServerRemains;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.Images;
import kr.codeb.web.Concurrent;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What a deletion of an environment would remove. */
@Path("/deletions/{project}/{environment}")
@RunOnVirtualThread
public class DeletionResource {

    private final RemovalClient provisioner;
    private final EnvironmentContainers containers;
    private final Images images;

    DeletionResource(@RestClient RemovalClient provisioner, EnvironmentContainers containers, Images images) {
        this.provisioner = provisioner;
        this.containers = containers;
        this.images = images;
    }

    /** Lists in the same order each time, so that two plans can be compared. */
    @GET
    public DeletionPlan plan(@PathParam("project") String project, @PathParam("environment") Environment environment) {
        Concurrent<ServerRemains> remains =
                Concurrent.begin(() -> Neighbour.reading(() -> provisioner.look(project, environment)));
        return new DeletionPlan(
                environment,
                containers.of(project, environment).stream()
                        .map(FoundContainer::name)
                        .sorted()
                        .toList(),
                images.fetched(project, environment).stream()
                        .distinct()
                        .sorted()
                        .toList(),
                remains.outcome());
    }
}
