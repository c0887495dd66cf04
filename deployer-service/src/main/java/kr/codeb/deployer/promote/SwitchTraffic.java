package kr.codeb.deployer.promote;

import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/**
 * Sends visitors to the target, and believes it only when the target answered through Caddy.
 *
 * @param keepFailover whether the slot that was active may serve while the target does not answer: it was production
 *     before, so after a promote it may; after a rollback it waits to be promoted, so it may not
 */
record SwitchTraffic(TrafficMove move, boolean keepFailover) implements Step {

    @Override
    public String name() {
        return "switch_traffic";
    }

    @Override
    public Outcome run() {
        boolean failover = keepFailover && move.from().state() == SlotState.ACTIVE;
        Route route = Route.to(move.slot().name(), failover);
        String answered = move.provisioner().route(move.held(), route, Provisioner.inUse(move.slots()), true);
        return answered == null ? Outcome.done() : Outcome.done("%s answered through Caddy.".formatted(answered));
    }

    @Override
    public void undo() {
        move.routeAsRecorded();
    }
}
