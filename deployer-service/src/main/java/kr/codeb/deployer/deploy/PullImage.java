package kr.codeb.deployer.deploy;

import java.util.concurrent.Executor;
import kr.codeb.deployer.container.Images;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.web.Concurrent;

/** Fetches the image and finds out which one it is; from here on only that digest counts. */
final class PullImage implements Step {

    private final Deployment deployment;
    private final Images images;
    private Concurrent<String> pull;

    PullImage(Deployment deployment, Images images) {
        this.deployment = deployment;
        this.images = images;
    }

    /** Begins; the step waits for it. An operation that ends before that ends its pull, too. */
    void begin(Executor ahead) {
        pull = Concurrent.begin(ahead, () -> images.pull(deployment.params().image(), deployment.held()));
    }

    @Override
    public String name() {
        return "pull_image";
    }

    @Override
    public Outcome run() {
        deployment.pulled(pull.outcome());
        return Outcome.done(deployment.digest());
    }
}
