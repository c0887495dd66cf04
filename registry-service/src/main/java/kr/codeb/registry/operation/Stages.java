package kr.codeb.registry.operation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.registry.base.Ids;
import kr.codeb.registry.base.Times;

/** An operation's next states. Each has a higher revision. */
public final class Stages {

    private Stages() {}

    static Operation created(NewOperation asked) {
        return new Operation(
                Ids.operation(),
                asked.kind(),
                asked.tool(),
                asked.project(),
                asked.environment(),
                asked.teamId(),
                asked.by(),
                asked.correlationId(),
                asked.params(),
                asked.idempotency(),
                OperationState.PENDING,
                Times.now(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                1);
    }

    /** A holder works on it, the first or a later one. */
    public static Operation held(Operation was, String holder, long fence) {
        Instant started = was.startedAt() == null ? Times.now() : was.startedAt();
        return next(was, OperationState.RUNNING, started, null, was.steps(), was.notes(), null, holder, fence);
    }

    public static Operation progressed(Operation was, Progress progress) {
        List<StepReport> steps = progress.steps() == null ? was.steps() : progress.steps();
        return next(
                was,
                was.state(),
                was.startedAt(),
                null,
                steps,
                notes(was, progress.notes()),
                null,
                was.holder(),
                was.fence());
    }

    /** One more note, unless it is there. */
    public static Operation noted(Operation was, String name, String value) {
        return value.equals(was.notes().get(name)) ? was : progressed(was, new Progress(null, Map.of(name, value)));
    }

    public static Operation ended(Operation was, Ending ending) {
        List<StepReport> steps = ending.steps() == null ? was.steps() : ending.steps();
        return next(
                was,
                ending.state(),
                was.startedAt(),
                Times.now(),
                steps,
                was.notes(),
                ending,
                was.holder(),
                was.fence());
    }

    private static Map<String, String> notes(Operation was, Map<String, String> added) {
        var notes = new HashMap<>(was.notes());
        notes.putAll(added == null ? Map.of() : added);
        return notes;
    }

    private static Operation next(
            Operation was,
            OperationState state,
            Instant startedAt,
            Instant endedAt,
            List<StepReport> steps,
            Map<String, String> notes,
            Ending ending,
            String holder,
            long fence) {
        return new Operation(
                was.id(),
                was.kind(),
                was.tool(),
                was.project(),
                was.environment(),
                was.teamId(),
                was.by(),
                was.correlationId(),
                was.params(),
                was.idempotency(),
                state,
                was.createdAt(),
                startedAt,
                endedAt,
                steps,
                notes,
                ending == null ? null : ending.result(),
                ending == null ? null : ending.failure(),
                holder,
                fence,
                was.revision() + 1);
    }
}
