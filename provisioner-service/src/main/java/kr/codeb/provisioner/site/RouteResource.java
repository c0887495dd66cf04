package kr.codeb.provisioner.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.provisioner.hold.Holds;
import kr.codeb.provisioner.registry.Registry;

/** Where the deployer moves traffic. */
@Path("/routes/{project}/{environment}")
@RunOnVirtualThread
public class RouteResource {

    private final Registry registry;
    private final Routes routes;

    RouteResource(Registry registry, Routes routes) {
        this.registry = registry;
        this.routes = routes;
    }

    @PUT
    public Answer change(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            RouteChange change) {
        return Holds.guarded(
                hold,
                () -> new Answer(
                        routes.change(hold, project, environment, registry.settings(project, environment), change)));
    }

    /** @param answeredBy the slot that answered through Caddy; absent when nobody was asked */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(SlotName answeredBy) {}
}
