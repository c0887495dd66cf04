package kr.codeb.deployer.promote;

import kr.codeb.deployer.health.HealthReport;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The version to be promoted must answer now. */
record CheckHealth(TrafficMove move) implements Step {

    @Override
    public String name() {
        return "health_check";
    }

    @Override
    public Outcome run() {
        HealthReport report = move.report();
        if (!report.healthy()) {
            throw move.health().unhealthy(move.container(), report, TrafficMove.AS_BEFORE);
        }
        return Outcome.done(report.sentence());
    }
}
