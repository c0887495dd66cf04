package kr.codeb.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.gateway.Json;

/** Both doors over bare HTTP: whatever text is to be sent, and many calls at once. */
final class BareDoors {

    enum Door {
        PLAIN,
        MCP
    }

    /**
     * What was answered.
     *
     * @param status of HTTP
     * @param answer of the tool, by whichever door; of a JSON-RPC error an object with its {@code rpc} code and {@code error}
     */
    record Heard(int status, ObjectNode answer) {

        /** {@code OK}, a code of ours, or {@code rpc -32602}. */
        String code() {
            return answer.has("rpc")
                    ? "rpc " + answer.path("rpc").asInt()
                    : answer.path("code").asText("OK");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

    /** @param params as JSON */
    Heard call(Door door, String key, String tool, String params, String correlationId) {
        return door == Door.PLAIN
                ? plain(key, "{\"tool\":%s,\"params\":%s}".formatted(Json.line(tool), params), correlationId)
                : mcp(key, Json.line(tool), params, correlationId);
    }

    /** Posts a body to the plain door, whatever it is. */
    Heard plain(String key, String body, String correlationId) {
        HttpResponse<String> response = send(request("/api/tool", key, correlationId), body);
        return new Heard(response.statusCode(), object(response));
    }

    /** Calls a tool in a session of this key. A key that is good for nothing gets none, and calls without. */
    private Heard mcp(String key, String tool, String params, String correlationId) {
        String call =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":%s,\"arguments\":%s}}"
                        .formatted(tool, params);
        HttpRequest.Builder request = request("/mcp", key, correlationId);
        String session = sessions.computeIfAbsent(key, this::open);
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        HttpResponse<String> response = send(request, call);
        ObjectNode said = object(response);
        JsonNode result = said.path("result").path("structuredContent");
        if (result instanceof ObjectNode answer) {
            return new Heard(response.statusCode(), answer);
        }
        boolean ours = said.path("code").isTextual();
        return new Heard(response.statusCode(), ours ? said : rpc(said));
    }

    private static ObjectNode rpc(ObjectNode said) {
        return Json.object()
                .put("success", false)
                .put("rpc", said.path("error").path("code").asInt())
                .put("error", said.path("error").path("message").asText());
    }

    private String open(String key) {
        HttpResponse<String> response = send(request("/mcp", key, null), """
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},
                 "clientInfo":{"name":"bare","version":"1"}}}""");
        String session = response.headers().firstValue("Mcp-Session-Id").orElse("");
        if (!session.isEmpty()) {
            send(
                    request("/mcp", key, null).header("Mcp-Session-Id", session),
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        }
        return session;
    }

    private static HttpRequest.Builder request(String path, String key, String correlationId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d%s".formatted(RestAssured.port, path)))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
        if (key != null) {
            request.header("X-API-Key", key);
        }
        return correlationId == null ? request : request.header("X-Correlation-Id", correlationId);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String body) {
        try {
            return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        } catch (IOException silence) {
            throw new UncheckedIOException(silence);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static ObjectNode object(HttpResponse<String> response) {
        try {
            return (ObjectNode) Json.read(response.body().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | ClassCastException noAnswer) {
            throw new AssertionError("%d and no JSON object: %s".formatted(response.statusCode(), response.body()));
        }
    }
}
