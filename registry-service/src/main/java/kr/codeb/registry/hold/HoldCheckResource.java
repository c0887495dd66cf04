package kr.codeb.registry.hold;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import kr.codeb.contracts.operation.Hold;

/** Asked just before an effect on a server that knows no fences: is this hold in force still? */
@Path("/holds/check")
@RunOnVirtualThread
public class HoldCheckResource {

    private final Holds holds;

    HoldCheckResource(Holds holds) {
        this.holds = holds;
    }

    @GET
    public void check(@HeaderParam(Hold.HEADER) Hold hold) {
        holds.check(hold);
    }
}
