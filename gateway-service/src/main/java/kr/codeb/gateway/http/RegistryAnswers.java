package kr.codeb.gateway.http;

import jakarta.inject.Singleton;
import java.time.Duration;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Concurrent;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Whether the registry answers the gateway, without which no key can be checked. The gateway stays ready all the same: it tells its
 * callers, and goes on as soon as the registry is back. {@code GET /health} says it with a status.
 */
@Readiness
@Singleton
class RegistryAnswers implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final RegistryClient registry;

    RegistryAnswers(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        boolean answers = Concurrent.begin(() -> {
                    registry.ready();
                    return true;
                })
                .by(System.nanoTime() + PATIENCE.toNanos(), false);
        return HealthCheckResponse.named("gateway")
                .up()
                .withData("registry", answers ? "answers" : "does not answer")
                .build();
    }
}
