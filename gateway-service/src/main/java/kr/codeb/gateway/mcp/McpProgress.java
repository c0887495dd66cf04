package kr.codeb.gateway.mcp;

import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.gateway.catalogue.Watcher;

/** Tells an MCP client of each step, if it asked for progress; gives up waiting when it cancelled. */
final class McpProgress implements Watcher {

    private final ToolArguments arguments;
    private long sent;

    McpProgress(ToolArguments arguments) {
        this.arguments = arguments;
    }

    @Override
    public void step(StepReport step) {
        idle();
        if (arguments.progress().token().isPresent()) {
            arguments
                    .progress()
                    .notificationBuilder()
                    .setProgress(++sent)
                    .setMessage(message(step))
                    .build()
                    .sendAndForget();
        }
    }

    @Override
    public void idle() {
        if (arguments.cancellation().check().isRequested()) {
            throw new GaveUp();
        }
    }

    private static String message(StepReport step) {
        boolean over = step.status() != StepStatus.RUNNING && step.status() != StepStatus.PENDING;
        String time = over ? " (%d ms)".formatted(step.duration()) : "";
        String more = step.message() == null ? "" : ": " + step.message();
        return step.name() + ": " + step.status().wire() + time + more;
    }
}
