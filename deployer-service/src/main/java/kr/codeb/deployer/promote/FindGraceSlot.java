package kr.codeb.deployer.promote;

import java.time.Instant;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Finds the version before, which must still be within its grace time. */
record FindGraceSlot(TrafficMove move) implements Step {

    @Override
    public String name() {
        return "find_grace_slot";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Outcome run() {
        Slot grace = move.look()
                .in(SlotState.GRACE)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.NO_GRACE_SLOT,
                        "%s (%s) has no version to go back to. Deploy and promote the version that you want."
                                .formatted(
                                        move.operation().project(),
                                        move.operation().environment())));
        if (grace.expired(Instant.now())) {
            throw new CodebException(
                    ErrorCode.GRACE_EXPIRED,
                    "%s in %s was kept until %s. Deploy and promote it again."
                            .formatted(grace.version(), grace.name(), grace.graceExpiresAt()));
        }
        move.aim(grace);
        return Outcome.done("%s, version %s".formatted(grace.name(), grace.version()));
    }
}
