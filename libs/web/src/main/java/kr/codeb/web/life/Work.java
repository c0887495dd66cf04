package kr.codeb.web.life;

import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive is a service whose virtual threads, which do all of its work, still get to run. */
@Liveness
@Singleton
class Work implements HealthCheck {

    private static final long PATIENCE_S = 3;

    @Override
    public HealthCheckResponse call() {
        CountDownLatch ran = new CountDownLatch(1);
        Thread.ofVirtual().start(ran::countDown);
        boolean runs = false;
        try {
            runs = ran.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return HealthCheckResponse.named("work").status(runs).build();
    }
}
