package kr.codeb.gateway.tools.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.stream.Collectors;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Field;

/** A key in an answer: all but the key itself. */
final class KeyViews {

    static final Field[] FIELDS = {
        Field.text("tokenId"),
        Field.text("name"),
        Field.text("role"),
        Field.text("teamId"),
        Field.text("createdBy").maybe(),
        Field.text("createdAt").maybe(),
        Field.text("expiresAt").maybe(),
        Field.text("revokedAt").maybe(),
        Field.texts("projects").maybe(),
        Field.texts("tools").maybe()
    };

    private KeyViews() {}

    static ObjectNode of(ApiKey key) {
        ObjectNode shown = Json.object();
        shown.put("tokenId", key.id())
                .put("name", key.name())
                .put("role", key.role().wire());
        shown.put("teamId", key.teamId()).put("createdBy", key.createdBy());
        shown.put("createdAt", Objects.toString(key.createdAt(), null));
        shown.put("expiresAt", Objects.toString(key.expiresAt(), null));
        shown.put("revokedAt", Objects.toString(key.revokedAt(), null));
        shown.set("projects", Json.tree(key.projects()));
        shown.set("tools", Json.tree(key.tools()));
        return shown;
    }

    /** A key's text is told once: who sends the same call again learns that the key is there. */
    static String made(ObjectNode answer) {
        return "%s (%s, role %s%s) is ready: %s. It expires %s."
                .formatted(
                        answer.path("name").asText(),
                        answer.path("tokenId").asText(),
                        answer.path("role").asText(),
                        narrowness(answer),
                        answer.path("key").isTextual()
                                ? "its text is in the field key, this once"
                                : "this same call made it before, and its text was told then; if that is lost, revoke it and make another",
                        answer.path("expiresAt").asText("never"));
    }

    static String told(JsonNode tokens) {
        return tokens.valueStream()
                .map(key -> "%s %s, %s%s%s"
                        .formatted(
                                key.path("tokenId").asText(),
                                key.path("name").asText(),
                                key.path("role").asText(),
                                narrowness(key),
                                key.path("revokedAt").isTextual() ? ", revoked" : ""))
                .collect(Collectors.joining("\n", "%d keys.\n".formatted(tokens.size()), ""))
                .strip();
    }

    /** {@code , for the projects shop}; empty for a key that may all that its role may. */
    static String narrowness(JsonNode key) {
        return names(", for the projects ", key.path("projects")) + names(", for the tools ", key.path("tools"));
    }

    private static String names(String what, JsonNode names) {
        return names.isArray()
                ? names.valueStream().map(JsonNode::asText).collect(Collectors.joining(", ", what, ""))
                : "";
    }
}
