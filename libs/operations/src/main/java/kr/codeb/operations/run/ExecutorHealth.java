package kr.codeb.operations.run;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is an executor that looks after its operations every few seconds. Whether the registry and the hosts answer is told beside it
 * and by {@code health_check}: an executor waits for them by itself, and a restart of it would not bring them back.
 */
@Readiness
@Singleton
class ExecutorHealth implements HealthCheck {

    /** A look takes as long as the registry is waited for, and comes every 2 s. */
    static final Duration OLDEST_LOOK = Duration.ofSeconds(45);

    private final OperationRunner runner;

    ExecutorHealth(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public HealthCheckResponse call() {
        OperationRunner.Look look = runner.lastLook();
        return HealthCheckResponse.named("operations")
                .status(look.age().compareTo(OLDEST_LOOK) < 0)
                .withData("running", runner.running())
                .withData("secondsSinceTheLastLook", look.age().toSeconds())
                .withData("registry", look.answered() ? "answers" : "does not answer")
                .build();
    }
}
