package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** One tool call: to be answered at once, later, or as a stream. */
final class Call {

    private final Codeb codeb;
    private final String body;
    private final List<String> headers = new ArrayList<>();

    Call(Codeb codeb, String tool, ObjectNode params) {
        this.codeb = codeb;
        this.body = Text.object("tool", tool, "params", params).toString();
    }

    Call idempotent(String key) {
        headers.addAll(List.of("Idempotency-Key", key));
        return this;
    }

    /** Waits for the answer. */
    Answer call() {
        return codeb.post(body, headers.toArray(String[]::new));
    }

    /** Calls in the background. */
    CompletableFuture<Answer> later() {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(call());
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    /** Starts it with {@code Prefer: respond-async}, in the background: nobody may be there to begin it. */
    CompletableFuture<Answer> begin() {
        headers.addAll(List.of("Prefer", "respond-async"));
        return later();
    }

    /** Starts it with {@code Prefer: respond-async}. @return the operation's id */
    String start() {
        Answer answer = begin().join();
        assertEquals(202, answer.status(), answer::toString);
        return answer.operationId();
    }

    /** Calls with {@code Accept: text/event-stream}. @return the lines of the stream, which end with its end */
    Stream<String> stream() {
        headers.addAll(List.of("Accept", "text/event-stream"));
        try {
            HttpResponse<Stream<String>> response = Codeb.HTTP.send(
                    codeb.toolRequest(body, headers.toArray(String[]::new)), HttpResponse.BodyHandlers.ofLines());
            assertEquals(200, response.statusCode());
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
