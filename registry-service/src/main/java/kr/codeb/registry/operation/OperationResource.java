package kr.codeb.registry.operation;

import io.quarkus.arc.All;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationFigures;
import kr.codeb.contracts.operation.RepeatedCall;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.Body;
import kr.codeb.registry.base.FileNames;

/** Operations over REST: written down, asked for, listed. What their holders do is in {@code HoldResource}. */
@Path("/operations")
@RunOnVirtualThread
public class OperationResource {

    private static final long LONGEST_WAIT = 30_000;
    private static final int MOST = 1000;

    private final OperationJournal operations;
    private final List<Admission> admissions;

    OperationResource(OperationJournal operations, @All List<Admission> admissions) {
        this.operations = operations;
        this.admissions = admissions;
    }

    @POST
    public Response create(NewOperation asked) {
        if (Body.required(asked).kind() == null || asked.environment() == null) {
            throw new CodebException(ErrorCode.INVALID_PARAMS, "An operation needs a kind and an environment.");
        }
        FileNames.project(asked.project());
        OperationJournal.Created created =
                operations.create(asked, checked -> admissions.forEach(admission -> admission.check(checked)));
        return Response.status(created.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .entity(created.operation())
                .build();
    }

    /** The operation that the same call began before; 204 when there is none, or when it may run again. */
    @POST
    @Path("/begun-before")
    public Operation begunBefore(RepeatedCall repeated) {
        return operations.begunBefore(Body.required(repeated)).orElse(null);
    }

    /** For the metrics. */
    @GET
    @Path("/figures")
    public OperationFigures figures() {
        return operations.figures();
    }

    /**
     * @param after answer when the revision is higher than this; absent: at once
     * @param wait or after so many milliseconds, 30,000 at most
     * @param decided true for whoever waits for the outcome only: not before that is known
     */
    @GET
    @Path("/{id}")
    public Operation read(
            @PathParam("id") String id,
            @QueryParam("after") Long after,
            @QueryParam("wait") @DefaultValue("0") long wait,
            @QueryParam("decided") boolean decided) {
        if (after == null) {
            return operations.get(id);
        }
        return operations.await(
                id,
                now -> now.revision() > after && (now.decided() || !decided),
                Duration.ofMillis(Math.clamp(wait, 0, LONGEST_WAIT)));
    }

    /** Newest first; absent filters let everything through. */
    @GET
    public List<Operation> list(
            @QueryParam("teamId") String teamId,
            @QueryParam("project") String project,
            @QueryParam("environment") Environment environment,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        return operations.list(
                operation -> (teamId == null || teamId.equals(operation.teamId()))
                        && (project == null || project.equals(operation.project()))
                        && (environment == null || environment == operation.environment()),
                Math.clamp(limit, 1, MOST));
    }
}
