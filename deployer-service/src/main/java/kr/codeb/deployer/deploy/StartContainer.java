package kr.codeb.deployer.deploy;

import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Starts the new container in the slot. */
record StartContainer(Deployment deployment, SlotContainers containers) implements Step {

    @Override
    public String name() {
        return "start_container";
    }

    @Override
    public Outcome run() {
        containers.start(deployment.held(), deployment.place(), Deployment.AS_BEFORE);
        return Outcome.done();
    }

    /** Before the slot is given back to what stood there. */
    @Override
    public void undo() {
        containers.takeBack(deployment.held());
    }
}
