package kr.codeb.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Closes connections that ask nothing. A new one has to send a whole request head within {@code quarkus.http.idle-timeout}; while a
 * request is answered its connection may be as silent as the work takes; afterwards it is kept for the next request for a while.
 */
@Singleton
class SlowConnections {

    /** Longer than Caddy keeps a connection (two minutes), so that it is never we who close one that it is about to use. */
    private static final int KEPT_SECONDS = 150;

    /** Vert.x' names. */
    private static final String IDLE = "idle";

    private static final String LAST = "handler";
    private static final int BEFORE_ALL = 20_000;

    void stand(@Observes Filters filters) {
        filters.register(SlowConnections::meet, BEFORE_ALL);
    }

    private static void meet(RoutingContext request) {
        if (request.request().connection() instanceof ConnectionBase connection) {
            Channel channel = connection.channel();
            if (channel.pipeline().get(IDLE) != null) {
                channel.pipeline().remove(IDLE);
            }
            request.addEndHandler(over -> channel.eventLoop().execute(() -> watch(channel)));
        }
        request.next();
    }

    private static void watch(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (channel.isActive() && pipeline.get(IDLE) == null && pipeline.get(LAST) != null) {
            pipeline.addBefore(LAST, IDLE, new IdleStateHandler(0, 0, KEPT_SECONDS));
        }
    }
}
