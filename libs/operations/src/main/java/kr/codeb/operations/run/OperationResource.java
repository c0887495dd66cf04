package kr.codeb.operations.run;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.codeb.contracts.operation.RunRequest;

/** Where the gateway hands over an operation that is written down. */
@Path("/operations/{id}/run")
@RunOnVirtualThread
public class OperationResource {

    private final OperationRunner runner;

    OperationResource(OperationRunner runner) {
        this.runner = runner;
    }

    /** Answers 202 at once; progress and end stand in the registry's journal. */
    @POST
    public Response run(RunRequest request) {
        runner.start(request);
        return Response.accepted().build();
    }
}
