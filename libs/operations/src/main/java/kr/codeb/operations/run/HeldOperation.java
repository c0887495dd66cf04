package kr.codeb.operations.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.contracts.operation.StepReport;

/** An operation that this process holds: what is asked, what is written down of it, and the right to go on. */
public final class HeldOperation {

    private final Operation operation;
    private final Journal journal;
    private final ObjectMapper json;
    private final Reporter reporter;
    private final Map<String, String> notes;
    private volatile List<StepReport> steps;
    private volatile boolean givenUp;

    /** @param behind where reports of progress are sent from */
    HeldOperation(Operation operation, Journal journal, ObjectMapper json, Executor behind) {
        this.operation = operation;
        this.journal = journal;
        this.json = json;
        this.reporter = new Reporter(behind);
        this.notes = new ConcurrentHashMap<>(operation.notes());
        this.steps = operation.steps();
    }

    public Operation operation() {
        return operation;
    }

    public Hold hold() {
        return new Hold(operation.id(), operation.fence());
    }

    /** The tool's params as a record of the handler's own. */
    public <T> T params(Class<T> type) {
        try {
            return json.treeToValue(operation.params(), type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(
                    "params of " + operation.id() + " do not fit " + type.getSimpleName(), wrong);
        }
    }

    /**
     * Writes a fact down before the effect that it speaks of; durable on return.
     *
     * @throws HoldLost when somebody else holds the project now
     */
    public void note(String name, String value) {
        checkGoesOn();
        reporter.settle();
        notes.put(name, value);
        journal.progress(hold(), new Progress(steps, Map.of(name, value)));
    }

    /** What was noted, by this process or by the one that held the operation before. */
    public Optional<String> noted(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /**
     * Writes down why the operation fails, before it is taken back: that may need a server that is away just now, and whoever
     * takes it back then tells this cause.
     */
    public void noteFailure(RuntimeException failure) {
        if (failure instanceof CodebException told) {
            note(Operation.FAILURE_NOTE, write(told.body()));
        }
    }

    /** As {@link #takenBack(String)}, with the usual sentence. */
    public NotFinished takenBack() {
        return takenBack("The %s was interrupted (a restart, or a host that went away) and was taken back. Call again."
                .formatted(operation.kind().word()));
    }

    /**
     * What the caller is told of an operation that was interrupted and taken back: why it had failed before, if it had.
     *
     * @param otherwise a sentence for when it had not
     */
    public NotFinished takenBack(String otherwise) {
        return new NotFinished(noted(Operation.FAILURE_NOTE)
                .map(this::read)
                .orElseGet(() -> new ErrorBody(ErrorCode.SERVICE_UNAVAILABLE, otherwise, null)));
    }

    public boolean isNoted(String name) {
        return notes.containsKey(name);
    }

    private String write(ErrorBody body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ErrorBody read(String body) {
        try {
            return json.readValue(body, ErrorBody.class);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("a failure was noted that cannot be read", notOurs);
        }
    }

    /** To be asked just before an effect on a server that knows no fence. @throws HoldLost when the hold is gone */
    public void checkHeld() {
        checkGoesOn();
        journal.check(hold());
    }

    /** All steps as they stand. */
    public List<StepReport> steps() {
        return steps;
    }

    /**
     * Has written down how the steps stand, in the order of these calls; the work goes on meanwhile.
     *
     * @throws HoldLost when an earlier report showed that somebody else holds the project now
     */
    public void report(List<StepReport> now) {
        checkGoesOn();
        List<StepReport> reported = List.copyOf(now);
        steps = reported;
        reporter.send(() -> journal.progress(hold(), new Progress(reported, null)));
    }

    /** Waits until all that was reported is written down. @throws HoldLost as {@link #report} */
    void settleReports() {
        checkGoesOn();
        reporter.settle();
    }

    /**
     * This process stops here: whatever is asked of this operation from now on is refused with {@link HoldLost}.
     *
     * @param why what the caller is told by whoever takes it back, unless it had failed before
     */
    void giveUp(CodebException why) {
        try {
            if (!isNoted(Operation.FAILURE_NOTE)) {
                noteFailure(why);
            }
        } finally {
            givenUp = true;
        }
    }

    private void checkGoesOn() {
        if (givenUp) {
            throw new HoldLost();
        }
    }

    /** Changes the steps without writing them down; the end of the operation does. */
    public void settle(List<StepReport> now) {
        steps = List.copyOf(now);
    }
}
