package kr.codeb.deployer.cleanup;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Decides which versions go; a cleanup that is taken up again goes by what was decided. */
record FindSlots(CleanupContext cleanup, boolean force) implements Step {

    @Override
    public String name() {
        return "find_slots";
    }

    @Override
    public Outcome run() {
        if (!cleanup.decided()) {
            cleanup.decide(DiscardedSlot.of(cleanup.slotsNow(), force, Instant.now()));
        }
        List<DiscardedSlot> discards = cleanup.discards();
        return Outcome.done(
                discards.isEmpty()
                        ? "No version is to go."
                        : discards.stream()
                                .map(discard -> discard.slot() + ", version " + discard.version())
                                .collect(Collectors.joining("; ")));
    }
}
