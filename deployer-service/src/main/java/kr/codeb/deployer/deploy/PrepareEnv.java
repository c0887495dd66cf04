package kr.codeb.deployer.deploy;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Has the env file of this release made from the truth; it is under way since the pull began. */
record PrepareEnv(Deployment deployment) implements Step {

    @Override
    public String name() {
        return "prepare_env";
    }

    @Override
    public Outcome run() {
        deployment.env();
        return Outcome.done();
    }
}
