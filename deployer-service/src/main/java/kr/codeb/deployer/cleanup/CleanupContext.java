package kr.codeb.deployer.cleanup;

import java.util.List;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.slot.SlotOperation;
import kr.codeb.operations.run.HeldOperation;

/** One cleanup: which versions go is noted before any of them does. */
final class CleanupContext extends SlotOperation {

    private static final String DISCARDS = "discards";

    CleanupContext(HeldOperation held, Registry registry, Provisioner provisioner) {
        super(held, registry, provisioner, "slot");
    }

    void decide(List<DiscardedSlot> discards) {
        held().note(DISCARDS, DiscardedSlot.note(discards));
    }

    boolean decided() {
        return held().isNoted(DISCARDS);
    }

    List<DiscardedSlot> discards() {
        return held().noted(DISCARDS).map(DiscardedSlot::of).orElse(List.of());
    }
}
