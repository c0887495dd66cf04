package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.List;

/** What the gateway answered to one call. */
record Answer(int status, JsonNode body, HttpHeaders headers) {

    /** @return this answer. Fails the test unless it is a success */
    Answer ok() {
        if (status != 200 || !body.path("success").asBoolean()) {
            throw new AssertionError("Expected success, got " + this);
        }
        return this;
    }

    /** @return this answer. Fails the test unless it is exactly this failure, told in a sentence */
    Answer refused(int expectedStatus, String code) {
        if (status != expectedStatus
                || !code.equals(text("/code"))
                || body.path("success").asBoolean(true)) {
            throw new AssertionError("Expected %d %s, got %s".formatted(expectedStatus, code, this));
        }
        assertFalse(text("/error").isBlank(), () -> "no sentence in " + this);
        return this;
    }

    boolean succeeded() {
        return status == 200 && body.path("success").asBoolean();
    }

    String code() {
        return text("/code");
    }

    String error() {
        return text("/error");
    }

    String operationId() {
        return text("/operationId");
    }

    JsonNode at(String pointer) {
        return body.at(pointer);
    }

    String text(String pointer) {
        return body.at(pointer).asText("");
    }

    int number(String pointer) {
        return body.at(pointer).asInt(-1);
    }

    /** The status of a step, {@code success}; empty when there is no such step. */
    String step(String name) {
        return body.path("steps")
                .valueStream()
                .filter(step -> name.equals(step.path("name").asText()))
                .map(step -> step.path("status").asText())
                .findFirst()
                .orElse("");
    }

    List<String> stepNames() {
        return body.path("steps")
                .valueStream()
                .map(step -> step.path("name").asText())
                .toList();
    }

    @Override
    public String toString() {
        return status + " " + body;
    }
}
