package kr.codeb.gateway.mcp;

import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.runtime.McpMessageHandler;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.http.BodyReader;
import kr.codeb.gateway.http.Refusal;
import kr.codeb.gateway.mcp.MessageCheck.Verdict;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stands between the gate and the MCP library: whatever it lets through gets an answer, and only in the caller's own session. */
@Singleton
class McpGate {

    private static final String PATH = "/mcp";
    private static final String SSE = "/mcp/sse";
    private static final String MESSAGES = "/mcp/messages/";
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String BOTH = "application/json, text/event-stream";
    private static final String PLAIN = "codeb.mcp.plain";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final int SERVER_ERROR = -32000;
    private static final int NO_SESSION = -32001;
    private static final int AFTER_THE_GATE = 9_000;

    private final McpSessions sessions;
    private final Questions questions;
    private final MessageCheck check;
    private final boolean localOriginsOnly;

    McpGate(
            McpSessions sessions,
            Questions questions,
            ToolCatalog catalog,
            ToolManager tools,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "localhost") String host) {
        this.sessions = sessions;
        this.questions = questions;
        this.check = new MessageCheck(catalog, name -> tools.getTool(name) != null);
        this.localOriginsOnly = LOOPBACK.contains(host);
    }

    void stand(@Observes Filters filters) {
        filters.register(this::meet, AFTER_THE_GATE);
    }

    /** Whether the caller reads plain JSON only, so that nothing may be told on the way. */
    static boolean isPlain(RoutingContext request) {
        return request.get(PLAIN) != null;
    }

    private void meet(RoutingContext request) {
        String path = request.normalizedPath();
        if (!Refusal.isMcp(path)) {
            request.next();
        } else if (localOriginsOnly && isForeign(request.request().getHeader("Origin"))) {
            refuse(request, 403, SERVER_ERROR, "Web pages of other origins may not call this server.");
        } else if (path.equals(SSE)) {
            KeepAlive.on(request);
            request.next();
        } else if (path.startsWith(MESSAGES)) {
            oldTransport(request, path.substring(MESSAGES.length()));
        } else if (path.equals(PATH)) {
            streamable(request);
        } else {
            request.next();
        }
    }

    private void streamable(RoutingContext request) {
        HttpMethod method = request.request().method();
        String version = request.request().getHeader(VERSION);
        List<String> known = McpMessageHandler.SUPPORTED_PROTOCOL_VERSIONS;
        if (version != null && !known.contains(version)) {
            refuse(
                    request,
                    400,
                    Refusal.INVALID_REQUEST,
                    "This server speaks the MCP versions %s, not that of the header %s."
                            .formatted(String.join(", ", known), VERSION));
        } else if (method.equals(HttpMethod.POST)) {
            post(request);
        } else if (method.equals(HttpMethod.GET) && session(request) != null) {
            inSession(request, () -> listen(request));
        } else if (method.equals(HttpMethod.DELETE)) {
            inSession(request, () -> {
                sessions.end(session(request));
                request.response().setStatusCode(200).end();
            });
        } else {
            request.response().putHeader("Allow", "GET, POST, DELETE");
            refuse(
                    request,
                    405,
                    SERVER_ERROR,
                    "POST a JSON-RPC message here; GET and DELETE are for an open session, named in %s."
                            .formatted(SESSION));
        }
    }

    private void post(RoutingContext request) {
        String accept = accept(request);
        boolean json = accepts(accept, "application/json");
        boolean stream = accepts(accept, "text/event-stream");
        if (!json) {
            refuse(request, 406, Refusal.INVALID_REQUEST, "Send the header Accept: %s.".formatted(BOTH));
            return;
        }
        if (!stream) {
            request.put(PLAIN, true);
        }
        request.request().headers().set("Accept", BOTH);
        BodyReader.read(request, body -> take(request, body));
    }

    private void take(RoutingContext request, Buffer body) {
        switch (check.of(body.getBytes())) {
            case Verdict.Refuse(int status, var id, int code, String sentence) ->
                Refusal.sendJsonRpc(request, status, id, code, sentence);
            case Verdict.Pass(var message, boolean opens)
            when opens -> {
                String keyId = Caller.of(request).keyId();
                request.request().headers().remove(SESSION);
                request.addHeadersEndHandler(answered -> {
                    String id = request.response().headers().get(SESSION);
                    if (id != null) {
                        sessions.opened(id, keyId);
                    }
                });
                pass(request, message.toString());
            }
            case Verdict.Pass(var message, boolean none) -> inSession(request, () -> pass(request, message.toString()));
            case Verdict.Reply reply -> inSession(request, () -> reply(request, reply));
            case Verdict.Ignore ignored -> inSession(request, () -> taken(request));
        }
    }

    private void reply(RoutingContext request, Verdict.Reply reply) {
        if (!questions.answered(session(request), reply.message()) && reply.isForTheLibrary()) {
            pass(request, reply.message().toString());
        } else {
            taken(request);
        }
    }

    private static void taken(RoutingContext request) {
        request.response().setStatusCode(202).end();
    }

    /** The library finds the body as if it had been read on its own route. */
    private static void pass(RoutingContext request, String message) {
        RoutingContextInternal internal = (RoutingContextInternal) request;
        internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
        internal.setBody(Buffer.buffer(message));
        request.next();
    }

    private void inSession(RoutingContext request, Runnable then) {
        String id = session(request);
        if (id == null) {
            refuse(
                    request,
                    400,
                    Refusal.INVALID_REQUEST,
                    "Begin with initialize; its answer names the session for the header %s.".formatted(SESSION));
        } else if (!sessions.isOf(id, Caller.of(request).keyId())) {
            noSession(request);
        } else {
            then.run();
        }
    }

    /** This server says nothing of its own accord, so the stream only tells that it is there. */
    private void listen(RoutingContext request) {
        if (!accepts(accept(request), "text/event-stream")) {
            refuse(request, 406, Refusal.INVALID_REQUEST, "Send the header Accept: text/event-stream.");
            return;
        }
        HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.write(": listening\n\n");
        sessions.listens(session(request), response);
        KeepAlive.on(request);
    }

    private void oldTransport(RoutingContext request, String id) {
        if (!sessions.adopt(id, Caller.of(request).keyId())) {
            noSession(request);
            return;
        }
        BodyReader.read(request, body -> {
            switch (check.of(body.getBytes())) {
                case Verdict.Refuse(int status, var message, int code, String sentence) ->
                    Refusal.sendJsonRpc(request, 400, message, code, sentence);
                case Verdict.Pass(var message, boolean opens) -> pass(request, message.toString());
                case Verdict.Reply reply
                when reply.isForTheLibrary() -> pass(request, reply.message().toString());
                case Verdict.Reply others -> taken(request);
                case Verdict.Ignore ignored -> taken(request);
            }
        });
    }

    private static void noSession(RoutingContext request) {
        refuse(request, 404, NO_SESSION, "Your key has no such session, or no longer. Begin again with initialize.");
    }

    private static void refuse(RoutingContext request, int status, int code, String sentence) {
        Refusal.sendJsonRpc(request, status, null, code, sentence);
    }

    static String session(RoutingContext request) {
        return request.request().getHeader(SESSION);
    }

    private static String accept(RoutingContext request) {
        List<String> all = request.request().headers().getAll("Accept");
        return all.isEmpty() ? "*/*" : String.join(",", all).toLowerCase(Locale.ROOT);
    }

    private static boolean accepts(String accept, String type) {
        return accept.contains(type) || accept.contains("*/*") || accept.contains(type.replaceAll("/.*", "/*"));
    }

    private static boolean isForeign(String origin) {
        if (origin == null) {
            return false;
        }
        try {
            String host = URI.create(origin).getHost();
            return host == null || !LOOPBACK.contains(host);
        } catch (IllegalArgumentException noOrigin) {
            return true;
        }
    }
}
