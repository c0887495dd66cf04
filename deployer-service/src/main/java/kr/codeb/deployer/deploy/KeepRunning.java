package kr.codeb.deployer.deploy;

import kr.codeb.deployer.health.HealthReport;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** From now on Docker starts the new container again whenever it ends; under way since the container was found healthy. */
record KeepRunning(Deployment deployment) implements Step {

    @Override
    public String name() {
        return "keep_running";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Outcome run() {
        HealthReport kept = deployment.kept();
        return Outcome.done(kept.otherProbes());
    }
}
