package kr.codeb.deployer.read;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.deployer.ContainerView;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.SlotContainer;

/** What Docker really says of both slots. */
@Path("/containers/{project}/{environment}")
@RunOnVirtualThread
public class ContainerResource {

    private final ContainerInspection inspection;

    ContainerResource(ContainerInspection inspection) {
        this.inspection = inspection;
    }

    @GET
    public List<ContainerView> both(
            @PathParam("project") String project, @PathParam("environment") Environment environment) {
        return inspection.of(Stream.of(SlotName.values())
                .map(slot -> new SlotContainer(project, environment, slot))
                .toList());
    }
}
