package kr.codeb.deployer.deploy;

import kr.codeb.deployer.container.Images;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Fetches the image and finds out which one it is; from here on only that digest counts. */
record PullImage(Deployment deployment, Images images) implements Step {

    @Override
    public String name() {
        return "pull_image";
    }

    @Override
    public Outcome run() {
        deployment.prepare();
        String digest = images.pull(
                deployment.params().image(), deployment.operation().project(), deployment.operation().environment());
        deployment.pulled(digest);
        return Outcome.done(digest);
    }
}
