package kr.codeb.deployer.deploy;

import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Opens the new version's preview. {@link SetAside#undo} puts all routes back. */
record Preview(Deployment deployment) implements Step {

    @Override
    public String name() {
        return "open_preview";
    }

    @Override
    public Outcome run() {
        Slots slots = deployment.slots();
        List<SlotName> previews = Stream.concat(
                        Provisioner.standing(slots).stream(), Stream.of(deployment.target().slot()))
                .distinct()
                .toList();
        deployment.provisioner().route(deployment.held(), routeWithoutTarget(slots), previews, false);
        return Outcome.done();
    }

    /** The active slot alone: an unpromoted version never serves a visitor. */
    static Route routeWithoutTarget(Slots slots) {
        return slots.in(SlotState.ACTIVE).map(active -> Route.to(active.name(), false)).orElse(Route.NONE);
    }
}
