package kr.codeb.deployer;

import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.operations.run.HeldOperation;

/** How an operation ends whose process died. */
public final class Recovery {

    private Recovery() {}

    /** Its effect is there: every step that had begun is done. */
    public static void finished(HeldOperation held) {
        List<StepReport> steps = held.steps().stream()
                .map(step -> step.status() == StepStatus.RUNNING
                        ? new StepReport(step.name(), StepStatus.SUCCESS, step.duration(), step.message())
                        : step)
                .toList();
        held.settle(steps);
    }

    /** What the caller is told when it was taken back: why it failed before it was interrupted, if it had failed. */
    public static CodebException takenBack(HeldOperation held) {
        return held.notedFailure().orElseGet(() -> new CodebException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The %s was interrupted (a restart, or a host that went away) and was taken back. Call again."
                        .formatted(held.operation().kind().word())));
    }
}
