package kr.codeb.web.life;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The stages of a service, in order. It serves when its own start is done and its port answers: not when its neighbours and servers
 * are there, since it waits for those by itself, and not when every file is sound, since a damaged one is mended by a running registry.
 */
@Singleton
class ServiceLife {

    private static final Logger LOG = Logger.getLogger(ServiceLife.class);
    /** A watchdog asks at half of its time, and wants the answer within the other half. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Drain drain;
    private final String service;
    private final Optional<Systemd> systemd;
    private volatile OwnDoor door;
    private volatile Thread heap;
    private volatile boolean stopping;

    ServiceLife(Drain drain, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.drain = drain;
        this.service = service;
        this.systemd = Systemd.of(System.getenv(), () -> door.answers(ANSWER));
    }

    /** Before anything that takes long, such as reading the journal. */
    void starts(@Observes @Priority(1) StartupEvent starting) {
        systemd.ifPresent(Systemd::starts);
    }

    /** All that had to be done at the start is done: the port opens last. */
    void serves(@ObservesAsync HttpServerStart opened) {
        int port = opened.options().getPort();
        if (port <= 0) {
            return;
        }
        door = new OwnDoor(opened.options().getHost(), port);
        try {
            if (!door.answersAtLast(ANSWER, Systemd.LONGEST_START, () -> stopping)) {
                LOG.errorf("%s listens on %s and does not answer itself", service, door);
            } else if (!stopping) {
                systemd.ifPresent(told -> told.serves("Serves on %s.".formatted(door)));
                heap = QuietHeap.watched();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    void stops(@Observes ShutdownDelayInitiatedEvent stops) {
        stopping = true;
        if (heap != null) {
            heap.interrupt();
        }
        systemd.ifPresent(told -> told.stops("Stops: %s.".formatted(drain.told())));
        long began = System.nanoTime();
        drain.run();
        LOG.infof("%s stops, after %d ms: %s", service, (System.nanoTime() - began) / 1_000_000, drain.told());
    }
}
