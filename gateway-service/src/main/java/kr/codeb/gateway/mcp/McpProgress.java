package kr.codeb.gateway.mcp;

import io.quarkiverse.mcp.server.McpLog.LogLevel;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.gateway.catalogue.Watcher;

/**
 * Tells an MCP client how an operation goes: by progress if it asked for it, else by a log message now and then, which keeps the
 * connection alive. Gives up waiting when the client cancelled or is gone.
 */
final class McpProgress implements Watcher {

    /** Progress grows with each message, also when no step came to its end. */
    private static final double LITTLE = 0.01;

    private final ToolArguments arguments;
    private final RoutingContext context;
    private final boolean asked;
    private double sent = -1;
    private String current = "";
    private long since = System.nanoTime();

    McpProgress(ToolArguments arguments, RoutingContext context) {
        this.arguments = arguments;
        this.context = context;
        this.asked = !McpGate.isPlain(context) && arguments.progress().token().isPresent();
    }

    @Override
    public void begun(Operation operation) {
        listening();
        if (asked) {
            send(operation, begins(operation));
        }
    }

    @Override
    public void step(StepReport step, Operation now) {
        listening();
        if (step.status() == StepStatus.RUNNING && !step.name().equals(current)) {
            current = step.name();
            since = System.nanoTime();
        }
        if (asked) {
            send(now, message(step));
        }
    }

    @Override
    public void idle(Operation now) {
        listening();
        String sentence =
                "%s: %d s so far".formatted(current.isEmpty() ? now.kind().word() : current, seconds());
        if (asked) {
            send(now, sentence);
        } else if (!McpGate.isPlain(context)) {
            log(now, KeepAlive.isStream(context.response()) ? sentence : begins(now));
        }
    }

    /**
     * Says something before there is an operation; opens the stream, if it is not open yet, whatever the client wants to hear.
     *
     * @throws GaveUp when nobody listens
     */
    void tells(String sentence) {
        listening();
        if (asked) {
            send(0, 1, sentence);
        } else {
            arguments.log().send(arguments.log().level(), new JsonObject().put("message", sentence));
        }
    }

    /** Opens the stream, if it is not open yet. */
    private void log(Operation now, String message) {
        JsonObject said = new JsonObject().put("operationId", now.id()).put("message", message);
        arguments.log().send(LogLevel.INFO, said);
    }

    private static String begins(Operation operation) {
        return "Operation %s: %s. It goes on if this call is cancelled or cut off; operation_get tells how it is."
                .formatted(operation.id(), operation.describe());
    }

    /** @throws GaveUp when the client cancelled the call or is gone */
    void listening() {
        HttpServerResponse response = context.response();
        if (arguments.cancellation().check().isRequested() || response.closed()) {
            throw new GaveUp();
        }
    }

    private void send(Operation now, String message) {
        send(over(now.steps()), now.steps().size(), message);
    }

    private void send(double reached, int steps, String message) {
        sent = reached > sent ? reached : Math.round((sent + LITTLE) * 100) / 100.0;
        double total = Math.max(steps, Math.ceil(sent));
        arguments
                .progress()
                .notificationBuilder()
                .setProgress(sent)
                .setTotal(total)
                .setMessage(message)
                .build()
                .sendAndForget();
    }

    private static long over(List<StepReport> steps) {
        return steps.stream().filter(McpProgress::isOver).count();
    }

    private static boolean isOver(StepReport step) {
        return step.status() != StepStatus.RUNNING && step.status() != StepStatus.PENDING;
    }

    private long seconds() {
        return (System.nanoTime() - since) / 1_000_000_000;
    }

    private static String message(StepReport step) {
        String time = isOver(step) ? " (%d ms)".formatted(step.duration()) : "";
        String more = step.message() == null ? "" : ": " + step.message();
        return step.name() + ": " + step.status().wire() + time + more;
    }
}
