package kr.codeb.deployer.deploy;

import kr.codeb.contracts.registry.SlotState;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/**
 * From now on the target has no visitors but those of its preview, which is open when the deploy has happened. A version that was
 * production before loses them before it is stopped.
 */
record Preview(Deployment deployment) implements Step {

    @Override
    public String name() {
        return "open_preview";
    }

    @Override
    public Outcome run() {
        deployment.openPreview();
        if (deployment.target().state() == SlotState.GRACE) {
            deployment.previewOpened();
        }
        return Outcome.done();
    }

    @Override
    public void undo() {
        deployment.closePreview();
    }
}
