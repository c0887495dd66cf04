package kr.codeb.deployer.deploy;

import java.util.concurrent.Executor;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.web.Concurrent;

/** Has the env file of this release made from the truth. */
final class PrepareEnv implements Step {

    private final Deployment deployment;
    private Concurrent<EnvRelease> release;

    PrepareEnv(Deployment deployment) {
        this.deployment = deployment;
    }

    /** Begins; the step waits for it. */
    void begin(Executor ahead) {
        release = Concurrent.begin(ahead, () -> deployment.provisioner().release(deployment.held()));
    }

    @Override
    public String name() {
        return "prepare_env";
    }

    @Override
    public Outcome run() {
        deployment.prepared(release.outcome());
        return Outcome.done();
    }
}
