package kr.codeb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client of the gateway with one API key: what a caller with {@code curl} could do, and nothing else. */
final class Codeb {

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final String key;

    private Codeb(String key) {
        this.key = key;
    }

    static Codeb owner() {
        return new Codeb(Sandbox.need("CODEB_API_KEY"));
    }

    /** @param key null: no key at all */
    static Codeb with(String key) {
        return new Codeb(key);
    }

    /** A client with a new key of this role, in the owner's team. */
    static Codeb as(String role) {
        return new Codeb(owner().call("token_create", "name", "e2e " + role, "role", role)
                .ok()
                .text("/key"));
    }

    /** {@code call("slot_status", "projectName", "shop")}. */
    Answer call(String tool, Object... params) {
        return tool(tool, params).call();
    }

    Call tool(String tool, Object... params) {
        return new Call(this, tool, Text.object(params));
    }

    /** How an operation stands, and its answer when it ended. */
    Answer operation(String id) {
        return get("/api/operations/" + id);
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** What stands at an address that is no JSON. */
    String text(String path) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError("%s: %d %s".formatted(path, response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Posts a body to the tool door, whatever it is. */
    Answer post(String body, String... headers) {
        return send(toolRequest(body, headers));
    }

    HttpRequest toolRequest(String body, String... headers) {
        HttpRequest.Builder request = request("/api/tool")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(Sandbox.gateway() + path)).timeout(PATIENCE);
        return key == null ? request : request.header("X-API-Key", key);
    }

    /** The rate limit is not what most tests are about: they wait as they are told to. */
    private static Answer send(HttpRequest request) {
        Answer answer = sendOnce(request);
        while (answer.status() == 429) {
            Wait.seconds(answer.headers().firstValueAsLong("Retry-After").orElse(1));
            answer = sendOnce(request);
        }
        return answer;
    }

    static Answer sendOnce(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), Text.json(response.body()), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
