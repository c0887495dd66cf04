package kr.codeb.gateway.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.gateway.Json;

/** All three neighbours on one port; {@code /seen}: the last bodies that the gateway sent them; {@code /changes}: all that it had changed; {@code /traces}: the traces that it named. */
final class FakeServer {

    private static final int REMEMBERED = 5_000;
    /** What tests ask for, who have no credential. */
    private static final Set<String> OF_TESTS = Set.of("/seen", "/changes", "/traces");

    final Map<String, Operation> operations = new ConcurrentHashMap<>();

    private final HttpServer server;
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> traces = new ConcurrentLinkedQueue<>();
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();

    FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        on("GET", "/seen", call -> new Reply(200, Json.tree(seen)));
        on("GET", "/traces", call -> new Reply(200, Json.tree(traces)));
        on("GET", "/changes", call -> new Reply(200, Json.tree(changes)));
        server.start();
    }

    /** A call that arrived. */
    record Incoming(Matcher path, Map<String, String> query, JsonNode body, String correlationId) {
        String part(int group) {
            return path.group(group);
        }
    }

    /** Something that was asked of a neighbour and changes what there is. @param project that it was for; null: none */
    record Change(String correlationId, String what, String project) {}

    record Reply(int status, Object body) {}

    /** Thrown by an answer to drop the connection, as a service that is killed does. */
    static final class Killed extends RuntimeException {}

    interface Answerer {
        Reply answer(Incoming call) throws Exception;
    }

    private record Route(String method, Pattern path, Answerer answerer) {}

    void on(String method, String path, Answerer answerer) {
        routes.add(new Route(method, Pattern.compile(path.replace("*", "([^/]+)")), answerer));
    }

    void changed(Incoming call, String what, String project) {
        changes.add(new Change(call.correlationId, what, project));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (sent.length > 0) {
                seen.add(path + " " + new String(sent, StandardCharsets.UTF_8));
                if (seen.size() > REMEMBERED) {
                    seen.remove();
                }
            }
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent"))
                    .ifPresent(trace -> traces.add(path + " " + trace));
            Reply reply = reply(exchange, path, sent);
            byte[] body = Json.line(reply.body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status, reply.status == 204 ? -1 : body.length);
            if (reply.status != 204) {
                exchange.getResponseBody().write(body);
            }
        } catch (Killed dropped) {
            // Closing without an answer is the answer.
        }
    }

    private Reply reply(HttpExchange exchange, String path, byte[] sent) {
        try {
            if (!OF_TESTS.contains(path) && exchange.getRequestHeaders().getFirst("X-CodeB-Internal") == null) {
                throw new CodebException(ErrorCode.UNAUTHENTICATED, "no credential");
            }
            for (Route route : routes) {
                Matcher matcher = route.path.matcher(path);
                if (route.method.equals(exchange.getRequestMethod()) && matcher.matches()) {
                    return route.answerer.answer(new Incoming(
                            matcher,
                            query(exchange.getRequestURI().getRawQuery()),
                            sent.length == 0 ? null : Json.read(sent),
                            exchange.getRequestHeaders().getFirst("X-Correlation-Id")));
                }
            }
            throw new IllegalStateException("nobody answers " + exchange.getRequestMethod() + " " + path);
        } catch (CodebException told) {
            return new Reply(told.code().status(), told.body());
        } catch (Killed killed) {
            throw killed;
        } catch (Exception bug) {
            bug.printStackTrace();
            return new Reply(500, new ErrorBody(ErrorCode.INTERNAL, String.valueOf(bug), null));
        }
    }

    private static Map<String, String> query(String raw) {
        return raw == null
                ? Map.of()
                : Stream.of(raw.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair.length == 1 ? "" : pair[1], StandardCharsets.UTF_8),
                                (first, second) -> first + "," + second));
    }
}
