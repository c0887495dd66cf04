package kr.codeb.registry.removal;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.RemovedEnvironment;

/** The removal of an environment over REST. */
@Path("/projects/{project}/{environment}/removal")
@RunOnVirtualThread
public class RemovalResource {

    private final Removal removal;

    RemovalResource(Removal removal) {
        this.removal = removal;
    }

    @POST
    public RemovedEnvironment remove(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold) {
        return removal.remove(project, environment, hold);
    }
}
