package kr.codeb.gateway.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.auth.RateLimit;
import kr.codeb.gateway.call.Outcome;
import kr.codeb.gateway.call.ToolInvoker;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Consent;
import kr.codeb.gateway.catalogue.Request;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.web.Correlation;

/** The plain door: POST /api/tool, answered when it is done, at once, or as a stream of its steps. */
@Path("/api/tool")
public class ToolResource {

    /** How long a plain call waits for an operation. One that goes on for longer is answered as running. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final String LIMIT = "X-RateLimit-";

    private final ToolInvoker invoker;
    private final RateLimit rateLimit;

    ToolResource(ToolInvoker invoker, RateLimit rateLimit) {
        this.invoker = invoker;
        this.rateLimit = rateLimit;
    }

    @POST
    @RunOnVirtualThread
    public Response call(
            RoutingContext context,
            InputStream body,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @HeaderParam("Prefer") String prefer,
            @HeaderParam("Accept") String accept,
            @HeaderParam(Correlation.HEADER) String correlationId)
            throws IOException {
        Caller caller = Caller.of(context);
        Correlation.take(correlationId);
        RateLimit.Allowance allowance = rateLimit.take(caller);
        Response.ResponseBuilder response;
        try {
            allowance.check();
            ToolCall call = ToolCall.read(body);
            Request request = new Request(
                    call.tool(),
                    call.params(),
                    caller,
                    new Consent.Called(),
                    ToolCall.idempotencyKey(idempotencyKey),
                    correlationId);
            response = answer(request, prefer, accept);
        } catch (ToolCall.TooLarge tooLarge) {
            ErrorBody error = new ErrorBody(ErrorCode.INVALID_REQUEST, "The body is larger than 1 MiB.", null);
            response = plain(Answer.failure(error, correlationId)).status(413);
        } catch (CodebException refused) {
            response = plain(Answer.failure(refused.body(), correlationId));
        }
        if (!allowance.allowed()) {
            response.header("Retry-After", allowance.reset());
        }
        return response.header(LIMIT + "Limit", allowance.limit())
                .header(LIMIT + "Remaining", allowance.remaining())
                .header(LIMIT + "Reset", allowance.reset())
                .build();
    }

    private Response.ResponseBuilder answer(Request request, String prefer, String accept) {
        Outcome outcome = invoker.begin(request);
        if (outcome instanceof Outcome.Begun begun && wants(prefer, "respond-async")) {
            return accepted(begun.operation(), request.correlationId());
        }
        boolean failed = outcome instanceof Outcome.Done done && !done.answer().succeeded();
        if (!failed && wants(accept, MediaType.SERVER_SENT_EVENTS) && !wants(accept, MediaType.APPLICATION_JSON)) {
            return Response.ok((StreamingOutput) out -> new EventStream(out).follow(invoker, outcome))
                    .type(MediaType.SERVER_SENT_EVENTS_TYPE)
                    .header("X-Accel-Buffering", "no");
        }
        return plain(invoker.finish(outcome, Watcher.NONE, PATIENCE));
    }

    private static Response.ResponseBuilder accepted(Operation operation, String correlationId) {
        var fields = Json.object().put("state", operation.state().wire());
        return Response.status(202)
                .header("Location", "/api/operations/" + operation.id())
                .header("Preference-Applied", "respond-async")
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Answer.success(fields, operation.id(), correlationId).body());
    }

    private static Response.ResponseBuilder plain(Answer answer) {
        return Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.body());
    }

    private static boolean wants(String header, String word) {
        return header != null && header.toLowerCase(Locale.ROOT).contains(word);
    }
}
