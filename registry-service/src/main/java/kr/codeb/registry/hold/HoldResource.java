package kr.codeb.registry.hold;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.registry.operation.OperationJournal;
import kr.codeb.registry.operation.Stages;

/** What executors do with operations: hold, renew, report, end, take over. */
@Path("/operations")
@RunOnVirtualThread
public class HoldResource {

    private final Holds holds;
    private final OperationJournal operations;

    HoldResource(Holds holds, OperationJournal operations) {
        this.holds = holds;
        this.operations = operations;
    }

    @GET
    @Path("/abandoned")
    public List<Operation> abandoned(@QueryParam("service") String service, @QueryParam("instance") String instance) {
        var asking = new HoldRequest(service, instance);
        return operations.unfinished().stream()
                .filter(operation -> holds.isAbandoned(operation, asking))
                .toList();
    }

    @POST
    @Path("/{id}/hold")
    public Operation take(@PathParam("id") String id, HoldRequest request) {
        return holds.take(id, request);
    }

    @POST
    @Path("/{id}/renew")
    public void renew(@PathParam("id") String id, @HeaderParam(Hold.HEADER) Hold hold) {
        holds.renew(of(id, hold));
    }

    @POST
    @Path("/{id}/progress")
    public Operation progress(@PathParam("id") String id, @HeaderParam(Hold.HEADER) Hold hold, Progress progress) {
        return holds.progress(of(id, hold), progress);
    }

    @POST
    @Path("/{id}/end")
    public Operation end(@PathParam("id") String id, @HeaderParam(Hold.HEADER) Hold hold, Ending ending) {
        return hold == null ? endPending(id, ending) : holds.end(of(id, hold), ending);
    }

    /** Its executor was refused the hold, so it never began. Asked for again: the same answer. */
    private Operation endPending(String id, Ending ending) {
        return operations.change(id, was -> switch (was.state()) {
            case PENDING -> Stages.ended(was, ending);
            case RUNNING -> throw Refusal.lost(id);
            case SUCCEEDED, FAILED -> was;
        });
    }

    private static Hold of(String id, Hold hold) {
        if (hold == null || !hold.operationId().equals(id)) {
            throw new CodebException(
                    ErrorCode.INVALID_REQUEST,
                    "The header %s must carry a hold of operation %s.".formatted(Hold.HEADER, id));
        }
        return hold;
    }
}
