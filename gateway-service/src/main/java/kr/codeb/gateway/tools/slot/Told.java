package kr.codeb.gateway.tools.slot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.StringJoiner;
import kr.codeb.gateway.tools.Place;

/** What the answers about versions mean, in sentences. */
final class Told {

    private Told() {}

    static String deployed(ObjectNode params, ObjectNode answer) {
        String version = text(answer, "version");
        String gone = answer.path("replaced").path("state").asText().equals("grace")
                ? " %s, kept for a rollback until now, was given up."
                        .formatted(answer.path("replaced").path("version").asText("The version before"))
                : "";
        if (answer.path("promoted").asBoolean()) {
            return "%s of %s is healthy and has the visitors now%s.%s%s"
                    .formatted(version, Place.of(params), at(answer, "url"), grace(answer, "previousVersion"), gone);
        }
        return "%s of %s is healthy in slot %s. No visitor sees it yet: look at it%s, then call slot_promote.%s"
                .formatted(version, Place.of(params), text(answer, "slot"), at(answer, "previewUrl"), gone);
    }

    static String promoted(ObjectNode params, ObjectNode answer) {
        return "%s of %s has the visitors now%s.%s"
                .formatted(
                        text(answer, "newVersion"),
                        Place.of(params),
                        at(answer, "url"),
                        grace(answer, "previousVersion"));
    }

    static String rolledBack(ObjectNode params, ObjectNode answer) {
        return ("%s of %s has the visitors again. The version they were taken from stays in slot %s and could be promoted"
                        + " again; the next deploy replaces it.")
                .formatted(
                        answer.path("restoredVersion").asText("The version before"),
                        Place.of(params),
                        answer.path("fromSlot").asText("?"));
    }

    static String cleaned(ObjectNode params, ObjectNode answer) {
        JsonNode cleaned = answer.path("cleaned");
        if (cleaned.isEmpty()) {
            return "Nothing of %s was to be removed.".formatted(Place.of(params));
        }
        StringJoiner versions = new StringJoiner(", ");
        cleaned.forEach(one -> versions.add("%s (%s)"
                .formatted(
                        one.path("version").asText("a version"),
                        one.path("slot").asText())));
        return "Removed from %s: %s.".formatted(Place.of(params), versions);
    }

    static String status(ObjectNode params, ObjectNode answer) {
        StringBuilder text = new StringBuilder(Place.of(params)).append(": ");
        text.append(
                answer.path("activeSlot").isTextual()
                        ? "visitors see %s at %s. "
                                .formatted(
                                        answer.path(text(answer, "activeSlot"))
                                                .path("version")
                                                .asText("a version"),
                                        text(answer, "url"))
                        : "nothing was promoted yet, so visitors get 503 at %s. ".formatted(text(answer, "url")));
        for (String slot : new String[] {"blue", "green"}) {
            text.append(slot(slot, answer)).append(". ");
        }
        JsonNode running = answer.path("operation");
        if (running.isObject()) {
            text.append("A %s runs: operation_get with %s waits for it. "
                    .formatted(running.path("kind").asText(), running.path("id").asText()));
        }
        return text.append(next(answer)).toString().strip();
    }

    private static String slot(String name, ObjectNode answer) {
        JsonNode slot = answer.path(name);
        String state = slot.path("state").asText();
        if (state.equals("empty")) {
            return name + " is empty";
        }
        JsonNode container = answer.path("containers").path(name);
        String docker = container.isMissingNode()
                ? ""
                : ", Docker says "
                        + (container.path("exists").asBoolean()
                                ? container.path("status").asText("nothing")
                                : "it is gone");
        String until = slot.path("graceExpiresAt").isTextual()
                ? " until " + slot.path("graceExpiresAt").asText()
                : "";
        return "%s holds %s, %s%s%s".formatted(name, slot.path("version").asText("a version"), state, until, docker);
    }

    private static String next(ObjectNode answer) {
        for (String slot : new String[] {"blue", "green"}) {
            if (answer.path(slot).path("state").asText().equals("deployed")) {
                return "%s waits%s: slot_promote gives it the visitors."
                        .formatted(answer.path(slot).path("version").asText("A version"), at(answer, "previewUrl"));
            }
        }
        return answer.path("activeSlot").isTextual() ? "" : "Call deploy_project.";
    }

    private static String grace(ObjectNode answer, String before) {
        return answer.path(before).isTextual()
                ? " rollback brings %s back%s."
                        .formatted(
                                text(answer, before),
                                answer.path("graceExpiresAt").isTextual()
                                        ? " until " + text(answer, "graceExpiresAt")
                                        : "")
                : " There was no version before, so there is nothing to roll back to.";
    }

    private static String at(ObjectNode answer, String url) {
        return answer.path(url).isTextual() ? " at " + text(answer, url) : "";
    }

    private static String text(ObjectNode answer, String field) {
        return answer.path(field).asText("?");
    }
}
