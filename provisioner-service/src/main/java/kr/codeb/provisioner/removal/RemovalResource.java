package kr.codeb.provisioner.removal;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.deletion.RemovalRequest;
import kr.codeb.contracts.deletion.ServerRemains;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.provisioner.hold.CallersHold;
import kr.codeb.provisioner.hold.Holds;
import kr.codeb.provisioner.hold.LiveHold;

/** Where the deployer has the parts of an environment removed, in the course of its deletion. */
@Path("/removals/{project}/{environment}")
@RunOnVirtualThread
public class RemovalResource {

    private final Removal removal;
    private final LiveHold live;

    RemovalResource(Removal removal, LiveHold live) {
        this.removal = removal;
        this.live = live;
    }

    /** What would go. */
    @GET
    public ServerRemains look(@PathParam("project") String project, @PathParam("environment") Environment environment) {
        return removal.look(project, environment);
    }

    /** Removes one part for good. */
    @POST
    public void remove(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            RemovalRequest request) {
        Holds.guarded(hold, () -> {
            CallersHold held = new CallersHold(project, environment, hold, live);
            held.check();
            removal.remove(held, request.part());
            return null;
        });
    }
}
