import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Counts calls a second: the liveness page, slot_status at the tool door, slot_status by MCP. Prints three numbers. */
final class Calls {

    private static final String GATEWAY = System.getenv("CODEB_URL");
    private static final String OWNER = System.getenv("CODEB_API_KEY");
    private static final int CALLERS = 8;
    /** A key may only call so often; this many share the load. */
    private static final int KEYS = 16;
    private static final Duration SPAN = Duration.ofSeconds(5);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] arguments) throws Exception {
        String project = arguments[0];
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            keys.add(newKey());
        }
        List<String> sessions = new ArrayList<>();
        for (String key : keys) {
            sessions.add(newSession(key));
        }
        String call = tool("slot_status", "{\"projectName\":\"%s\"}".formatted(project));
        String mcp = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                + "{\"name\":\"slot_status\",\"arguments\":{\"projectName\":\"%s\"}}}".formatted(project);
        System.out.printf("%d %d %d%n",
                rate(i -> HttpRequest.newBuilder(URI.create(GATEWAY + "/q/health/live")).build()),
                rate(i -> post("/api/tool", keys.get(i % KEYS), call).build()),
                rate(i -> mcp(keys.get(i % KEYS), mcp).header("Mcp-Session-Id", sessions.get(i % KEYS)).build()));
    }

    /** Calls for a while, first to warm up, then to count. */
    private static long rate(IntFunction<HttpRequest> request) throws InterruptedException {
        count(request, Duration.ofSeconds(3));
        return count(request, SPAN) / SPAN.toSeconds();
    }

    private static long count(IntFunction<HttpRequest> request, Duration span) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        long end = System.nanoTime() + span.toNanos();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    send(request.apply(next.incrementAndGet()));
                    answered.incrementAndGet();
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return answered.get();
    }

    private static String newKey() {
        String answer = send(post("/api/tool", OWNER, tool("token_create", "{\"name\":\"bench\",\"role\":\"viewer\"}")).build()).body();
        var key = Pattern.compile("\"key\":\"([^\"]+)\"").matcher(answer);
        if (!key.find()) {
            throw new IllegalStateException("token_create answered " + answer);
        }
        return key.group(1);
    }

    private static String newSession(String key) {
        HttpResponse<String> answer = send(mcp(key, "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
                + "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"bench\",\"version\":\"1\"}}}").build());
        String session = answer.headers().firstValue("Mcp-Session-Id").orElse("none");
        send(mcp(key, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").header("Mcp-Session-Id", session).build());
        return session;
    }

    private static String tool(String name, String params) {
        return "{\"tool\":\"%s\",\"params\":%s}".formatted(name, params);
    }

    private static HttpRequest.Builder mcp(String key, String body) {
        return post("/mcp", key, body).header("Accept", "application/json, text/event-stream");
    }

    private static HttpRequest.Builder post(String path, String key, String body) {
        return HttpRequest.newBuilder(URI.create(GATEWAY + path)).header("X-API-Key", key)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + " answered " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
