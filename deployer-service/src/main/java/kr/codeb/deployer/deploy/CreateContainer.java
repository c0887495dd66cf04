package kr.codeb.deployer.deploy;

import kr.codeb.deployer.container.Capacity;
import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Creates the new container, beside the one that stands in the slot. */
record CreateContainer(Deployment deployment, SlotContainers containers, Capacity capacity) implements Step {

    @Override
    public String name() {
        return "create_container";
    }

    @Override
    public Outcome run() {
        capacity.check(deployment.settings().memory(), deployment.settings().cpus());
        containers.create(
                deployment.held(),
                containers.spec(
                        deployment.held(),
                        deployment.place(),
                        deployment.slot().port(),
                        deployment.settings(),
                        deployment.release()),
                Deployment.AS_BEFORE);
        return Outcome.done();
    }

    @Override
    public void undo() {
        containers.takeBack(deployment.held());
    }
}
