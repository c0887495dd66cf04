package kr.codeb.deployer.deploy;

import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.deployer.slot.Target;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/**
 * Takes what stands in the slot out of it. Its visitors get their answers first; then it runs on aside, with neither port nor network, until
 * the new container has proven itself.
 */
record FreeSlot(Deployment deployment, SlotContainers containers, OpenPreview preview) implements Step {

    @Override
    public String name() {
        return "cleanup_container";
    }

    @Override
    public Outcome run() {
        if (!deployment.target().wasUsed()) {
            return Outcome.skipped("The slot is empty.");
        }
        int left = preview.deserted();
        containers.handOver(deployment.held(), deployment.place());
        return left == 0
                ? Outcome.done()
                : Outcome.done("%d requests to it took too long and were cut.".formatted(left));
    }

    @Override
    public void undo() {
        Target before = deployment.target();
        if (before.wasUsed() && before.unchanged(deployment.slotsNow().slot(before.slot()))) {
            containers.giveBack(deployment.held(), deployment.place());
        }
    }
}
