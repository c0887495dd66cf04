package kr.codeb.deployer.deploy;

import kr.codeb.contracts.registry.Slot;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The target is the slot that is not the active one; with what stands there it is noted before anything changes. */
record SelectSlot(Deployment deployment) implements Step {

    @Override
    public String name() {
        return "select_slot";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Outcome run() {
        Slot slot = deployment.slots().slot(deployment.slots().deployTarget());
        deployment.aim(slot);
        return Outcome.done("%s, port %d".formatted(slot.name(), slot.port()));
    }
}
