package kr.codeb.gateway.mcp;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Comments on an event stream, so that neither a proxy nor a client takes it for dead. */
final class KeepAlive {

    /** Whoever waits hears something every ten seconds. */
    private static final long EVERY_MS = 8_000;

    private KeepAlive() {}

    /** Begins as soon as the stream has, and ends with it. */
    static void on(RoutingContext request) {
        HttpServerResponse response = request.response();
        request.vertx().setPeriodic(EVERY_MS, timer -> {
            if (response.ended() || response.closed()) {
                request.vertx().cancelTimer(timer);
            } else if (isStream(response)) {
                response.write(": still here\n\n");
            }
        });
    }

    /** Whether this answer is an event stream and has begun. */
    static boolean isStream(HttpServerResponse response) {
        String type = response.headers().get("Content-Type");
        return response.headWritten() && type != null && type.startsWith("text/event-stream");
    }
}
