package kr.codeb.deployer.promote;

import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The version to be promoted must answer now. */
record CheckHealth(Move move, HealthCheck health) implements Step {

    @Override
    public String name() {
        return "health_check";
    }

    @Override
    public Outcome run() {
        HealthReport report = move.report();
        if (!report.healthy()) {
            throw health.unhealthy(move.subject(), report, "Traffic stays where it was.");
        }
        return Outcome.done(report.sentence());
    }
}
