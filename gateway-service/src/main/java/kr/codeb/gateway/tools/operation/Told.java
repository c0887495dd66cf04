package kr.codeb.gateway.tools.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Operations in sentences. */
final class Told {

    private Told() {}

    /** One operation: how it goes or how it ended, and what to do next. */
    static String one(ObjectNode operation) {
        String what = "%s of %s (%s)"
                .formatted(
                        operation.path("kind").asText().replace('_', ' '),
                        operation.path("project").asText("the team"),
                        operation.path("environment").asText("no environment"));
        return switch (operation.path("state").asText()) {
            case "succeeded" -> "The %s succeeded; answer has what it answered.".formatted(what);
            case "failed" ->
                "The %s failed, %s: %s"
                        .formatted(
                                what,
                                operation.path("code").asText(),
                                operation.path("error").asText());
            default -> "The %s goes on%s. Ask again with waitSeconds.".formatted(what, at(operation));
        };
    }

    private static String at(JsonNode operation) {
        return operation
                .path("steps")
                .valueStream()
                .filter(step -> step.path("status").asText().equals("running"))
                .findFirst()
                .map(step -> ", at " + step.path("name").asText())
                .orElse("");
    }

    /** One operation of a list. */
    static String line(JsonNode operation) {
        return "%s %s %s%s: %s%s, by %s"
                .formatted(
                        operation.path("at").asText(),
                        operation.path("kind").asText(),
                        operation.path("environment").asText(""),
                        operation.path("version").isTextual()
                                ? " " + operation.path("version").asText()
                                : "",
                        operation.path("outcome").asText(),
                        operation.path("code").isTextual()
                                ? " " + operation.path("code").asText()
                                : "",
                        operation
                                .path("by")
                                .path("name")
                                .asText(operation.path("by").path("id").asText("CodeB")));
    }
}
