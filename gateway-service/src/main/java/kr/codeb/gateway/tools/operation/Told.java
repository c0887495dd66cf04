package kr.codeb.gateway.tools.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Operations in sentences. */
final class Told {

    private static final int SHORT_DIGEST = "sha256:".length() + 12;

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

    /** One operation of a list: when, what, of which image, how it ended, by whom, and why if somebody said so. */
    static String line(JsonNode operation) {
        JsonNode by = operation.path("by");
        return "%s %s %s%s%s: %s%s, by %s%s"
                .formatted(
                        operation.path("at").asText(),
                        operation.path("kind").asText(),
                        operation.path("environment").asText(""),
                        said(" %s", operation.path("version")),
                        image(operation),
                        operation.path("outcome").asText(),
                        said(" %s", operation.path("code")),
                        by.path("name").asText(by.path("id").asText("CodeB")),
                        said(" (%s)", operation.path("reason")));
    }

    /** Two images under one tag differ in their digests, whose beginning is enough to see that. */
    private static String image(JsonNode operation) {
        String digest = operation.path("digest").asText("");
        return said(" of %s", operation.path("image"))
                + (digest.isEmpty() ? "" : " " + digest.substring(0, Math.min(digest.length(), SHORT_DIGEST)));
    }

    private static String said(String form, JsonNode value) {
        return value.isTextual() ? form.formatted(value.asText()) : "";
    }
}
