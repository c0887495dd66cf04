package kr.codeb.gateway.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.auth.ApiKeys;
import kr.codeb.web.Correlation;
import org.jboss.logging.Logger;

/** Stands before both doors: gives each request its correlation id, refuses what is too large, asks for the key. */
@Singleton
class Gate {

    private static final Logger LOG = Logger.getLogger(Gate.class);
    private static final int FIRST = 10_000;
    private static final String BEARER = "Bearer ";
    /** What there is to call, and where those get a key who have none. */
    private static final Set<String> OPEN = Set.of("/api/", "/api/openapi.json", TokenResource.PATH);

    private final ApiKeys keys;

    Gate(ApiKeys keys) {
        this.keys = keys;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::meet, FIRST);
    }

    private void meet(RoutingContext request) {
        String id = Correlation.take(asked(request.request()));
        request.request().headers().set(Correlation.HEADER, id);
        request.addHeadersEndHandler(nothing -> {
            request.response().headers().set(Correlation.HEADER, id);
            Correlation.traceparent(id)
                    .ifPresent(trace -> request.response().headers().set(Correlation.TRACE_HEADER, trace));
            request.response().headers().set("X-Content-Type-Options", "nosniff");
            if (!request.response().headers().contains("Cache-Control")) {
                request.response().headers().set("Cache-Control", "no-store");
            }
        });
        if (BodyReader.announced(request.request()) > BodyReader.LARGEST) {
            BodyReader.refuse(request);
        } else if (needsKey(request.normalizedPath())) {
            authenticate(request);
        } else {
            request.next();
        }
    }

    /** Who takes part in a trace is found under its id. */
    private static String asked(HttpServerRequest request) {
        String own = request.getHeader(Correlation.HEADER);
        return own == null ? Correlation.ofTrace(request.getHeader(Correlation.TRACE_HEADER)) : own;
    }

    private static boolean needsKey(String path) {
        boolean api = path.startsWith("/api/") && !OPEN.contains(path);
        return api || path.equals("/metrics") || Refusal.isMcp(path);
    }

    /** The body waits meanwhile, since the registry may have to be asked. */
    private void authenticate(RoutingContext request) {
        request.request().pause();
        String id = request.request().getHeader(Correlation.HEADER);
        request.vertx()
                .executeBlocking(
                        () -> {
                            Correlation.take(id);
                            return keys.recognise(shownKey(request.request()), Address.of(request.request()));
                        },
                        false)
                .onComplete(done -> {
                    request.request().resume();
                    if (done.succeeded()) {
                        done.result().enter(request);
                        request.next();
                    } else {
                        ErrorBody error = reason(done.cause());
                        Refusal.send(request, error.code().status(), error);
                    }
                });
    }

    private static String shownKey(HttpServerRequest request) {
        String key = request.getHeader("X-API-Key");
        String authorization = request.getHeader("Authorization");
        if (key == null && authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return key == null ? null : key.strip();
    }

    private static ErrorBody reason(Throwable cause) {
        if (cause instanceof CodebException told) {
            return told.body();
        }
        LOG.error("a key could not be checked", cause);
        return new ErrorBody(ErrorCode.INTERNAL, "The key could not be checked; the gateway's log tells more.", null);
    }
}
