package kr.codeb.deployer.deploy;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Reads what stands where. */
record GetSlotStatus(Deployment deployment) implements Step {

    @Override
    public String name() {
        return "get_slot_status";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Outcome run() {
        deployment.look();
        return Outcome.done();
    }
}
