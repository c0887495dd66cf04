package kr.codeb.gateway.call;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Corpus.Input;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** Hostile inputs around a call: as a body, a tool, a header, an address, a query, a JSON-RPC method. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class HostileRequestTest {

    private static final int EVERY = Integer.getInteger("codeb.hostile.every", 8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CALL = "{\"tool\":\"slot_list\"}";

    private static final Map<String, Function<Input, Optional<HttpRequest.Builder>>> PLACES = Map.ofEntries(
            entry("the body", input -> post(input.json())),
            entry("the tool", input -> post("{\"tool\":%s}".formatted(input.json()))),
            entry("the params", input -> post("{\"tool\":\"slot_status\",\"params\":%s}".formatted(input.json()))),
            entry("a field of the body", input -> post("{\"tool\":\"slot_list\",%s:1}".formatted(input.json()))),
            header("Idempotency-Key"),
            header("X-Correlation-Id"),
            header("Prefer"),
            header("Accept"),
            header("Content-Type"),
            header("X-Forwarded-For"),
            header("Authorization"),
            query("/api/audit?project="),
            query("/api/audit?by="),
            query("/api/audit?before="),
            query("/api/audit?limit="),
            query("/api/audit?verify="),
            query("/api/operations?project="),
            query("/api/operations?environment="),
            query("/api/operations?limit="),
            query("/api/operations/"),
            query("/api/"),
            query("/"),
            query("/mcp/"),
            entry("the message", input -> mcp(input.json())),
            entry("the method", input -> mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":%s}".formatted(input.json()))),
            entry(
                    "the id",
                    input -> mcp("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"initialize\"}".formatted(input.json()))),
            entry("the client's name", input -> mcp("""
                            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},
                             "clientInfo":{"name":%s,"version":"1"}}}""".formatted(input.json()))));

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private record Try(String place, Input input, HttpRequest request) {
        @Override
        public String toString() {
            return "%s as %s".formatted(input, place);
        }
    }

    @Test
    void everyRequestIsAnswered() {
        List<Try> tries = new ArrayList<>();
        List<Input> corpus = Corpus.all();
        int offset = 0;
        for (String place : PLACES.keySet().stream().sorted().toList()) {
            for (int i = offset++ % EVERY; i < corpus.size(); i += EVERY) {
                Input input = corpus.get(i);
                PLACES.get(place).apply(input).ifPresent(request -> tries.add(new Try(place, input, request.build())));
            }
        }
        assertEquals(List.of(), Bulk.each(tries, this::problem));
    }

    private String problem(Try one) {
        HttpResponse<String> response = send(one.request);
        boolean stream =
                response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        if (response.statusCode() == 202 || stream && response.statusCode() == 200) {
            return null;
        }
        ObjectNode answer;
        try {
            answer = (ObjectNode) Json.read(response.body().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | ClassCastException none) {
            return "%s: %d %s".formatted(one, response.statusCode(), response.body());
        }
        if (answer.has("jsonrpc") && !answer.has("code")) {
            boolean said = answer.has("result")
                    || answer.at("/error/code").asInt() != -32603
                            && !answer.at("/error/message").asText().isBlank();
            return said && response.statusCode() < 500 ? null : "%s: %s".formatted(one, answer);
        }
        return HostileTest.problem(one.toString(), response.statusCode(), answer);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException silence) {
            throw new UncheckedIOException(silence);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static Map.Entry<String, Function<Input, Optional<HttpRequest.Builder>>> header(String name) {
        return entry(
                name,
                input -> input.text().filter(HostileRequestTest::canBeSent).map(value -> {
                    HttpRequest.Builder request = request("/api/tool").POST(BodyPublishers.ofString(CALL));
                    return request.setHeader(name, value);
                }));
    }

    /** What our own client refuses to send. */
    private static boolean canBeSent(String value) {
        return value.length() < 4_000 && value.matches("[\\x20-\\x7e\\xa0-\\xff\\t]*");
    }

    private static Map.Entry<String, Function<Input, Optional<HttpRequest.Builder>>> query(String before) {
        return entry(
                "GET " + before,
                input -> input.text()
                        .filter(text -> text.length() < 4_000)
                        .map(text -> request(before + URLEncoder.encode(text, StandardCharsets.UTF_8))
                                .GET()));
    }

    private static Optional<HttpRequest.Builder> post(String body) {
        return Optional.of(request("/api/tool").POST(BodyPublishers.ofString(body)));
    }

    private static Optional<HttpRequest.Builder> mcp(String body) {
        return Optional.of(request("/mcp").POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(RestAssured.port, path)))
                .timeout(PATIENCE)
                .header("X-API-Key", Keys.ours(Role.ADMIN))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
    }
}
