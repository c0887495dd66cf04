package kr.codeb.deployer.deploy;

import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The point of no return: once the registry's slot carries this operation's id, the deploy has happened. */
record RecordDeployed(Deployment deployment, OpenPreview preview) implements Step {

    @Override
    public String name() {
        return "update_registry";
    }

    @Override
    public Outcome run() {
        preview.await();
        deployment.recorded(deployment
                .registry()
                .record(
                        deployment.held(),
                        new SlotEvent.Deployed(
                                deployment.target().slot(),
                                deployment.params().version(),
                                deployment.params().image(),
                                deployment.digest(),
                                deployment.env().version(),
                                deployment.operation().by(),
                                deployment.operation().id())));
        return Outcome.done();
    }
}
