package kr.codeb.deployer.cleanup;

import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The registry gives the versions up. */
record RecordEmptied(CleanupContext cleanup) implements Step {

    @Override
    public String name() {
        return "update_registry";
    }

    @Override
    public Outcome run() {
        Slots slots = cleanup.slotsNow();
        for (DiscardedSlot discard : cleanup.discards()) {
            if (slots.slot(discard.slot()).state() != SlotState.EMPTY) {
                cleanup.registry().record(cleanup.held(), new SlotEvent.Emptied(discard.slot(), discard.reason()));
            }
        }
        return cleanup.discards().isEmpty() ? Outcome.skipped("No version is to go.") : Outcome.done();
    }
}
