package kr.codeb.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Project;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.audit.AuditTrail;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Execution;
import kr.codeb.gateway.catalogue.Input;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Request;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.catalogue.Violations;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.gateway.metrics.Figures;
import kr.codeb.gateway.operation.OperationFailure;
import kr.codeb.gateway.operation.Operations;
import kr.codeb.web.Correlation;
import kr.codeb.web.Neighbour;
import org.jboss.logging.Logger;

/** The only way to call a tool, for both doors: find, validate, authorise, have confirmed, call, answer. */
@Singleton
public class ToolInvoker {

    private static final Logger LOG = Logger.getLogger(ToolInvoker.class);

    private final ToolCatalog catalog;
    private final Authority authority;
    private final Operations operations;
    private final AuditTrail audit;
    private final Confirmations confirmations;
    private final Figures figures;

    ToolInvoker(
            ToolCatalog catalog,
            Authority authority,
            Confirmations confirmations,
            Operations operations,
            AuditTrail audit,
            Figures figures) {
        this.figures = figures;
        this.catalog = catalog;
        this.authority = authority;
        this.confirmations = confirmations;
        this.operations = operations;
        this.audit = audit;
    }

    /**
     * Calls a tool and waits for its answer. Never throws but {@link Watcher.GaveUp}.
     *
     * @param patience how long to wait for an operation; one that goes on for longer is answered as running
     */
    public Answer invoke(Request request, Watcher watcher, Duration patience) {
        return finish(begin(request), watcher, patience);
    }

    /** Calls a tool; what takes long has only begun. Never throws but {@link Watcher.GaveUp}. */
    public Outcome begin(Request request) {
        Correlation.take(request.correlationId());
        long start = System.nanoTime();
        Outcome[] begun = new Outcome[1];
        Answer tried = guarded(request, () -> {
            begun[0] = attempt(request);
            return begun[0] instanceof Outcome.Done done ? done.answer() : null;
        });
        Answer answer = tried == null ? null : guarded(request, () -> audited(request, tried));
        if (begun[0] instanceof Outcome.Begun one) {
            audit.begun(request, one.operation().id());
        }
        log(request, answer == null ? "BEGUN" : answer.outcome(), start);
        if (answer != null) {
            count(request, answer.outcome(), answer.status(), start);
        } else if (begun[0] instanceof Outcome.Begun) {
            count(request, "BEGUN", 202, start);
        }
        return answer == null ? begun[0] : new Outcome.Done(request, answer);
    }

    private Answer audited(Request request, Answer answer) {
        audit.answered(request, answer);
        return answer;
    }

    /** Waits until the call is answered, as {@link #invoke} does. */
    public Answer finish(Outcome outcome, Watcher watcher, Duration patience) {
        return switch (outcome) {
            case Outcome.Done done -> done.answer();
            case Outcome.Waiting waiting -> waited(waiting, watcher);
            case Outcome.Begun begun ->
                finished(begun.request(), () -> operations.await(begun.operation(), watcher, patience));
        };
    }

    private Answer waited(Outcome.Waiting waiting, Watcher watcher) {
        long start = System.nanoTime();
        Request request = waiting.request();
        Answer answer =
                finished(request, () -> Answer.success(waiting.answer().apply(watcher), null, request.correlationId()));
        count(request, answer.outcome(), answer.status(), start);
        return answer;
    }

    private Answer finished(Request request, Supplier<Answer> work) {
        long start = System.nanoTime();
        Answer answer = guarded(request, work);
        log(request, answer.outcome(), start);
        return answer;
    }

    private Outcome attempt(Request asked) {
        Tool tool = catalog.find(asked.tool());
        ObjectNode given = checked(tool, asked);
        String idempotencyKey = taken(Param.IDEMPOTENCY_KEY, tool, given);
        String confirm = taken(Param.CONFIRM, tool, given);
        Request request = asked.with(given, idempotencyKey == null ? asked.idempotencyKey() : idempotencyKey);
        ObjectNode params = tool.input().complete(given);
        authority.mayCall(request.caller(), tool, params);
        Optional<Operation> before = operations.begunBefore(tool, params, request);
        if (before.isPresent()) {
            return new Outcome.Begun(request, before.get());
        }
        Project project = authority.project(request.caller(), tool, params);
        Call call = new Call(tool, params, request.caller(), project, request);
        confirmations.check(call, confirm);
        return done(call, tool.execution());
    }

    /** Takes what is the door's out of the params, which are the tool's alone. @return null when it was not given */
    private static String taken(Param param, Tool tool, ObjectNode given) {
        boolean takes = tool.input().params().contains(param);
        JsonNode value = takes ? given.remove(param.name()) : null;
        return value == null ? null : value.asText();
    }

    private Outcome done(Call call, Execution work) {
        Request request = call.request();
        return switch (work) {
            case Execution.Now now ->
                new Outcome.Done(request, Answer.success(now.answer().apply(call), null, request.correlationId()));
            case Execution.Waiting waiting ->
                new Outcome.Waiting(request, watcher -> waiting.answer().apply(call, watcher));
            case Execution.Long change -> new Outcome.Begun(request, operations.begin(call, change));
            case Execution.Either either -> done(call, either.of(call));
        };
    }

    private static ObjectNode checked(Tool tool, Request request) {
        if (request.params() != null
                && !request.params().isNull()
                && !request.params().isObject()) {
            throw new CodebException(ErrorCode.INVALID_REQUEST, "params must be a JSON object.");
        }
        ObjectNode given =
                request.params() instanceof ObjectNode object ? tool.input().normal(object) : Json.object();
        List<Input.Violation> violations = tool.input().violations(given);
        if (!violations.isEmpty()) {
            String more = violations.size() == 1 ? "" : " (and %d more, see details)".formatted(violations.size() - 1);
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS, violations.getFirst().message() + more, Map.of("violations", violations));
        }
        return given;
    }

    private Answer guarded(Request request, Supplier<Answer> work) {
        try {
            return work.get();
        } catch (OperationFailure failed) {
            return Answer.failure(failed.body(), List.of(), failed.operationId(), request.correlationId());
        } catch (CodebException told) {
            return Answer.failure(told.body(), request.correlationId());
        } catch (Watcher.GaveUp nobody) {
            throw nobody;
        } catch (RuntimeException unexpected) {
            if (Neighbour.isUnreachable(unexpected)) {
                LOG.warnf("a service does not answer: %s", unexpected.getMessage());
                return Answer.failure(Neighbour.unavailable(unexpected).body(), request.correlationId());
            }
            LOG.error("unexpected failure", unexpected);
            return Answer.failure(
                    new ErrorBody(
                            ErrorCode.INTERNAL,
                            "Something unexpected went wrong; the gateway's log tells more under this correlation id.",
                            null),
                    request.correlationId());
        }
    }

    /** Names that callers make up are all counted as one. */
    private void count(Request request, String outcome, int status, long start) {
        String tool = catalog.tool(request.tool()).map(Tool::name).orElse("unknown");
        figures.called(tool, outcome, status, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void log(Request request, String outcome, long start) {
        String project = request.params() == null
                ? "-"
                : request.params().path("projectName").asText("-");
        LOG.infof(
                "%s project=%s key=%s %s %d ms",
                Violations.shown(request.tool()),
                Violations.shown(project),
                request.caller().keyId(),
                outcome,
                (System.nanoTime() - start) / 1_000_000);
    }
}
