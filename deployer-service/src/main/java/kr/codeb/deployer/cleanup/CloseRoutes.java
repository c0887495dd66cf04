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
record CloseRoutes(Clearing clearing) implements Step {

    @Override
    public String name() {
        return "close_routes";
    }

    @Override
    public Outcome run() {
        List<Discard> discards = clearing.discards();
        if (discards.isEmpty()) {
            return Outcome.skipped("No version is to go.");
        }
        Slots slots = clearing.slots();
        Route route = slots.in(SlotState.ACTIVE)
                .map(active -> Route.to(active.name(), keepsFailover(slots, discards)))
                .orElse(Route.NONE);
        List<SlotName> previews = Provisioner.standing(slots).stream()
                .filter(slot -> !Discard.covers(discards, slot))
                .toList();
        clearing.provisioner().route(clearing.held(), route, previews, false);
        return Outcome.done();
    }

    @Override
    public void undo() {
        clearing.provisioner().routeAs(clearing.held(), clearing.slots());
    }

    private static boolean keepsFailover(Slots slots, List<Discard> discards) {
        return slots.in(SlotState.GRACE)
                .filter(grace -> !Discard.covers(discards, grace.name()))
                .isPresent();
    }
}
