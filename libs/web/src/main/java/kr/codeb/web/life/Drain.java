package kr.codeb.web.life;

import io.netty.channel.Channel;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import kr.codeb.settings.InternalConfig;
import kr.codeb.settings.StopConfig;
import kr.codeb.web.Neighbour;

/**
 * The end of a service that was told to stop. A public one first says so at {@link #OPEN} and serves on for a moment, since Caddy sends no
 * POST again that met a closed port: Caddy looks there, and has new calls wait. Then the port is closed, and neighbours that connect are refused and try again
 * until the next process listens; what was accepted is answered, each answer being the last on its connection; operations that are about to
 * end may do so. A private service tells its neighbours on connections that they keep that it stops, and they ask again.
 */
@Singleton
public class Drain {

    /** 200 while new calls are welcome, 503 from the first moment of the end on. */
    static final String OPEN = "/q/open";

    private static final int BEFORE_ALL = 30_000;
    /** Four looks of a Caddy that looks every 250 ms. */
    private static final Duration NOTICE = Duration.ofSeconds(1);
    /** A connection that was accepted just before the port closed may take so long to say what it wants. */
    private static final Duration QUIET = Duration.ofMillis(150);

    private static final long LOOK_MS = 10;

    // Filters are made before the settings can be read, and before anything that takes long may begin.
    private final Instance<InternalConfig> internal;
    private final Instance<StopConfig> config;
    private final Instance<Drainable> parts;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Channel port;
    private volatile boolean closing;
    private volatile boolean stopping;

    Drain(Instance<InternalConfig> internal, Instance<StopConfig> config, @Any Instance<Drainable> parts) {
        this.internal = internal;
        this.config = config;
        this.parts = parts;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::meet, BEFORE_ALL);
    }

    private void meet(RoutingContext request) {
        if (port == null && request.request().connection() instanceof ConnectionBase connection) {
            port = connection.channel().parent();
        }
        if (OPEN.equals(request.request().path())) {
            request.response().setStatusCode(closing ? 503 : 200).end();
            return;
        }
        if (stopping && internal.get().required()) {
            request.response()
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .putHeader(Neighbour.STOPPING, "yes")
                    .setStatusCode(503)
                    .end();
            return;
        }
        calls.incrementAndGet();
        request.addEndHandler(over -> calls.decrementAndGet());
        request.addHeadersEndHandler(any -> {
            if (stopping) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        });
        request.next();
    }

    /** What goes on, in words. */
    String told() {
        return "%d calls and %d operations go on".formatted(calls.get(), atWork());
    }

    /** Returns when all is answered, or the time for it is over. */
    void run() {
        long calm = Duration.ofSeconds(config.get().seconds()).toNanos();
        closing = true;
        if (!internal.get().required() && calm > 0) {
            pause(NOTICE.toMillis());
        }
        long began = System.nanoTime();
        if (port != null) {
            port.close().awaitUninterruptibly(1000);
        }
        stopping = true;
        parts.forEach(Drainable::stop);
        awaitQuiet(calls::get, this::atWork, calm - (System.nanoTime() - began));
    }

    /** Until there are neither calls nor works for a moment; calls are waited for so long at most, works a little less. */
    static void awaitQuiet(IntSupplier calls, IntSupplier works, long longestNanos) {
        long began = System.nanoTime();
        long quietSince = began;
        while (!Thread.currentThread().isInterrupted()
                && System.nanoTime() - began < longestNanos
                && System.nanoTime() - quietSince < QUIET.toNanos()) {
            if (calls.getAsInt() > 0 || works.getAsInt() > 0 && System.nanoTime() - began < longestNanos / 5 * 4) {
                quietSince = System.nanoTime();
            }
            pause(LOOK_MS);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private int atWork() {
        return parts.stream().mapToInt(Drainable::atWork).sum();
    }
}
