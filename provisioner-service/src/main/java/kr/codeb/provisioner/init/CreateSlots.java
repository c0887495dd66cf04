package kr.codeb.provisioner.init;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.hold.Effect;

/** The slot file, both slots empty. */
record CreateSlots(Init init) implements Step {

    @Override
    public String name() {
        return "create_slots";
    }

    @Override
    public Outcome run() {
        boolean missing = init.slots().isEmpty();
        if (missing) {
            init.hold().note(Effect.SLOTS, "asked");
            init.registry().ensureSlots(init.held(), init.ports());
        }
        return init.made(missing);
    }

    @Override
    public void undo() {
        if (init.hold().had(Effect.SLOTS)) {
            init.registry().removeSlots(init.held());
        }
    }
}
