package kr.codeb.deployer.promote;

import java.util.function.Supplier;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The point of no return: from here on the registry says so too. */
record RecordMove(TrafficMove move, Supplier<SlotEvent> event) implements Step {

    @Override
    public String name() {
        return "update_registry";
    }

    @Override
    public Outcome run() {
        move.recorded(move.registry().record(move.held(), event.get()));
        return Outcome.done();
    }
}
