package kr.codeb.deployer.deploy;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Fetches the image and finds out which one it is; from here on only that digest counts. Under way since the deploy began. */
record PullImage(Deployment deployment) implements Step {

    @Override
    public String name() {
        return "pull_image";
    }

    @Override
    public Outcome run() {
        return Outcome.done(deployment.digest());
    }
}
