package kr.codeb.deployer.deploy;

import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Waits until the new container answers. When it does not, finds out why before anything is taken back. */
record WaitUntilHealthy(Deployment deployment, HealthCheck health) implements Step {

    @Override
    public String name() {
        return "health_check";
    }

    @Override
    public Outcome run() {
        HealthReport report = health.await(deployment.subject(), deployment.held());
        if (!report.healthy()) {
            throw health.unhealthy(deployment.subject(), report, "Both slots are as they were.");
        }
        return Outcome.done(report.sentence());
    }
}
