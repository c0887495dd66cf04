package kr.codeb.deployer.deploy;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Has the env file of this release made from the truth. */
record PrepareEnv(Deployment deployment) implements Step {

    @Override
    public String name() {
        return "prepare_env";
    }

    @Override
    public Outcome run() {
        deployment.prepared(deployment.provisioner().release(deployment.held()));
        return Outcome.done();
    }
}
