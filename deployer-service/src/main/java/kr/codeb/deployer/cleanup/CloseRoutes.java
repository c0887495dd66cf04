package kr.codeb.deployer.cleanup;

import java.util.List;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Nobody is sent to the versions that go any more, nor do they have a preview. */
record CloseRoutes(CleanupContext cleanup) implements Step {

    @Override
    public String name() {
        return "close_routes";
    }

    @Override
    public Outcome run() {
        List<DiscardedSlot> discards = cleanup.discards();
        if (discards.isEmpty()) {
            return Outcome.skipped("No version is to go.");
        }
        Slots slots = cleanup.slotsNow();
        Route route = slots.in(SlotState.ACTIVE)
                .map(active -> Route.to(active.name(), keepsFailover(slots, discards)))
                .orElse(Route.NONE);
        List<SlotName> previews = Provisioner.inUse(slots).stream()
                .filter(slot -> !DiscardedSlot.covers(discards, slot))
                .toList();
        cleanup.provisioner().route(cleanup.held(), route, previews, false);
        return Outcome.done();
    }

    @Override
    public void undo() {
        cleanup.routeAsRecorded();
    }

    private static boolean keepsFailover(Slots slots, List<DiscardedSlot> discards) {
        return slots.in(SlotState.GRACE)
                .filter(grace -> !DiscardedSlot.covers(discards, grace.name()))
                .isPresent();
    }
}
