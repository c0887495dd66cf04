package kr.codeb.deployer.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.contracts.scan.RepairReport;
import kr.codeb.operations.steps.Outcome;
import org.junit.jupiter.api.Test;

class RepairStepTest {

    private final Queue<ErrorCode> failures = new ArrayDeque<>();
    private int begun;

    private Outcome run(ErrorCode... codes) {
        failures.addAll(List.of(codes));
        return new RepairStep("repair_env", () -> {
                    begun++;
                    if (!failures.isEmpty()) {
                        throw new CodebException(failures.remove(), "It broke.");
                    }
                    return new RepairReport(true, "It was made anew.");
                })
                .run();
    }

    @Test
    void aPartWhoseConnectionBrokeIsBegunAgain() {
        assertEquals(Outcome.done("It was made anew."), run(ErrorCode.HOST_UNREACHABLE));
    }

    @Test
    void aHostThatStaysAwayCostsThisPartOnly() {
        Outcome outcome = run(ErrorCode.HOST_UNREACHABLE, ErrorCode.HOST_UNREACHABLE);
        assertEquals(new Outcome(StepStatus.SKIPPED, "It broke."), outcome);
        assertEquals(2, begun);
    }

    @Test
    void whatWaitingDoesNotHelpIsToldAtOnce() {
        assertEquals(StepStatus.SKIPPED, run(ErrorCode.ENV_INVALID).status());
        assertEquals(1, begun);
    }

    @Test
    void whoeverHoldsTheProjectNowGoesOn() {
        assertThrows(HoldLost.class, () -> run(ErrorCode.OPERATION_IN_PROGRESS));
    }
}
