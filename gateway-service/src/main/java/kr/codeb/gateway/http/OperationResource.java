package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.auth.RateLimit;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.gateway.operation.OperationFilter;
import kr.codeb.gateway.operation.OperationViews;
import kr.codeb.web.Correlation;

/** The operations of the caller's team. */
@Path("/api/operations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OperationResource {

    private final OperationViews operations;

    private final RateLimit rateLimit;

    OperationResource(OperationViews operations, RateLimit rateLimit) {
        this.operations = operations;
        this.rateLimit = rateLimit;
    }

    /** How far an operation is; its {@code answer} too, when it ended. */
    @GET
    @Path("{id}")
    public ObjectNode one(RoutingContext context, @PathParam("id") String id) {
        Caller caller = caller(context);
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw OperationViews.none();
        }
        return Answer.success(operations.one(caller, id, Duration.ZERO, Watcher.NONE), id, Correlation.current())
                .body();
    }

    @GET
    public ObjectNode list(
            RoutingContext context,
            @QueryParam("project") String project,
            @QueryParam("environment") String environment,
            @QueryParam("limit") @DefaultValue("20") String limit) {
        Caller caller = caller(context);
        ObjectNode fields = Json.object();
        fields.set(
                "operations",
                Json.tree(operations.list(
                        caller, new OperationFilter(project, environment(environment), null, limit(limit), true))));
        return Answer.success(fields, null, Correlation.current()).body();
    }

    /** Looking counts as a call, too. */
    private Caller caller(RoutingContext context) {
        Caller caller = Caller.of(context);
        RateLimit.Allowance allowance = rateLimit.take(caller);
        context.response()
                .putHeader("X-RateLimit-Limit", String.valueOf(allowance.limit()))
                .putHeader("X-RateLimit-Remaining", String.valueOf(allowance.remaining()))
                .putHeader("X-RateLimit-Reset", String.valueOf(allowance.reset()));
        if (!allowance.allowed()) {
            context.response().putHeader("Retry-After", String.valueOf(allowance.reset()));
        }
        allowance.check();
        return caller;
    }

    private static Environment environment(String name) {
        try {
            return name == null ? null : Environment.of(name);
        } catch (IllegalArgumentException none) {
            throw new CodebException(ErrorCode.INVALID_REQUEST, "environment must be production or staging.");
        }
    }

    private static int limit(String text) {
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > 500) {
            throw new CodebException(ErrorCode.INVALID_REQUEST, "limit must be a whole number from 1 to 500.");
        }
        return Integer.parseInt(text);
    }
}
