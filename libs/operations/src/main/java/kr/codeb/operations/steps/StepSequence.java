package kr.codeb.operations.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import org.jboss.logging.Logger;

/** Steps in order. When one fails, the ones before it are taken back in reverse; each change is written down first. */
public final class StepSequence {

    private static final Logger LOG = Logger.getLogger(StepSequence.class);

    private final HeldOperation operation;
    private final List<Step> steps = new ArrayList<>();
    private final List<StepReport> reports = new ArrayList<>();
    private final List<StepReport> before;
    private final List<StepReport> earlier;

    private StepSequence(HeldOperation operation, int kept) {
        List<StepReport> known = operation.steps();
        int many = Math.min(kept, known.size());
        this.operation = operation;
        this.before = List.copyOf(known.subList(0, many));
        this.earlier = List.copyOf(known.subList(many, known.size()));
    }

    public static StepSequence of(HeldOperation operation) {
        return new StepSequence(operation, 0);
    }

    /**
     * Steps that follow others of the same operation which are done and stay done: shown behind them, and taken back alone.
     *
     * @param kept how many those are
     */
    public static StepSequence following(HeldOperation operation, int kept) {
        return new StepSequence(operation, kept);
    }

    /** How many steps there are. */
    public int size() {
        return steps.size();
    }

    public StepSequence then(Step step) {
        steps.add(step);
        reports.add(earlier.stream()
                .filter(report -> report.name().equals(step.name()))
                .findFirst()
                .orElse(new StepReport(step.name(), StepStatus.PENDING, 0, null)));
        return this;
    }

    /**
     * Runs all steps.
     *
     * @throws RuntimeException the failing step's own, after all was taken back
     * @throws Abandoned when something could not be taken back just now
     */
    public void run() {
        for (int i = 0; i < steps.size(); i++) {
            mark(i, StepStatus.RUNNING, 0, null);
            if (!steps.get(i).quick()) {
                operation.report(shown());
            }
            long began = System.nanoTime();
            try {
                Outcome outcome = steps.get(i).run();
                mark(i, outcome.status(), millisSince(began), outcome.message());
            } catch (HoldLost | Abandoned passed) {
                throw passed;
            } catch (RuntimeException failure) {
                mark(i, StepStatus.FAILED, millisSince(began), sentence(failure));
                operation.noteFailure(failure);
                takeBack(i);
                throw failure;
            }
        }
        operation.settle(shown());
    }

    /**
     * Takes back an operation whose process died: every step, since a power cut may have taken the last word of how far it was.
     *
     * @throws Abandoned when a host or server was away, so that taking back must be tried again
     */
    public void undo() {
        operation.report(shown());
        takeBack(steps.size() - 1);
    }

    /** From this step to the first one. One that fails does not stop the rest. */
    private void takeBack(int last) {
        RuntimeException away = null;
        for (int i = last; i >= 0; i--) {
            StepReport report = reports.get(i);
            try {
                steps.get(i).undo();
                if (report.status() == StepStatus.RUNNING || report.status() == StepStatus.SUCCESS) {
                    mark(i, StepStatus.UNDONE, report.duration(), report.message());
                }
            } catch (HoldLost | Abandoned passed) {
                throw passed;
            } catch (RuntimeException failure) {
                LOG.warnf(
                        failure,
                        "%s: %s could not be taken back",
                        operation.operation().id(),
                        report.name());
                if (failure instanceof CodebException told && told.isTemporary()) {
                    away = failure;
                }
                mark(i, StepStatus.FAILED, report.duration(), "It could not be taken back: " + sentence(failure));
            }
        }
        operation.settle(shown());
        if (away != null) {
            throw new Abandoned("it cannot be taken back just now", away);
        }
    }

    private List<StepReport> shown() {
        return Stream.concat(before.stream(), reports.stream()).toList();
    }

    private void mark(int i, StepStatus status, long duration, String message) {
        reports.set(i, new StepReport(steps.get(i).name(), status, duration, message));
    }

    private static String sentence(RuntimeException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
