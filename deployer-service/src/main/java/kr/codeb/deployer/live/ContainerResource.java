package kr.codeb.deployer.live;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import kr.codeb.contracts.deployer.ContainerConditions;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.registry.Environment;

/** What Docker says of containers, and how old that is. */
@Path("/containers")
@RunOnVirtualThread
public class ContainerResource {

    private final LiveContainers containers;

    ContainerResource(LiveContainers containers) {
        this.containers = containers;
    }

    /** Both slots of one environment, with what they use. */
    @GET
    @Path("{project}/{environment}")
    public ContainerViews both(
            @PathParam("project") String project, @PathParam("environment") Environment environment) {
        return containers.of(project, environment);
    }

    /** Whether the containers of many projects are well, in one answer. @param projects all there are when absent */
    @GET
    public ContainerConditions conditions(@QueryParam("project") List<String> projects) {
        return containers.conditions(Set.copyOf(projects));
    }
}
