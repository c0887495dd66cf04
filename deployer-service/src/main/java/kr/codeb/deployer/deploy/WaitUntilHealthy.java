package kr.codeb.deployer.deploy;

import kr.codeb.deployer.health.CheckedContainer;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Waits until the new container answers as it should; from then on Docker keeps it running. */
record WaitUntilHealthy(Deployment deployment, HealthCheck health) implements Step {

    @Override
    public String name() {
        return "health_check";
    }

    @Override
    public Outcome run() {
        CheckedContainer container =
                health.container(deployment.place(), deployment.slot().port(), deployment.settings(), deployment.env());
        HealthReport report = health.await(container, deployment.held());
        if (!report.healthy()) {
            throw health.unhealthy(container, report, Deployment.AS_BEFORE);
        }
        return Outcome.done(report.sentence());
    }
}
