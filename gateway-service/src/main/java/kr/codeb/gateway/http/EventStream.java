package kr.codeb.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Outcome;
import kr.codeb.gateway.call.ToolInvoker;
import kr.codeb.gateway.catalogue.Watcher;

/** An operation as server-sent events: {@code step} for each change, comments while nothing changes, {@code result}. */
final class EventStream implements Watcher {

    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /** Writes until the end, or until nobody reads any more; the operation goes on either way. */
    void follow(ToolInvoker invoker, Outcome outcome) {
        try {
            write(": follow\n\n");
            event("result", invoker.finish(outcome, this, ToolResource.PATIENCE).body());
        } catch (GaveUp nobodyReads) {
            // The answer stays with the operation.
        }
    }

    @Override
    public void step(StepReport step, Operation now) {
        event("step", step);
    }

    @Override
    public void idle(Operation now) {
        write(": still at it\n\n");
    }

    private void event(String name, Object data) {
        write("event: %s\ndata: %s\n\n".formatted(name, Json.line(data)));
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException closed) {
            throw new GaveUp();
        }
    }
}
