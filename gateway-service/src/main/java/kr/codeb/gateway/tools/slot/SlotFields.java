package kr.codeb.gateway.tools.slot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;
import kr.codeb.gateway.catalogue.Field;

/** A slot in an answer. */
final class SlotFields {

    private SlotFields() {}

    static Field slot(String name) {
        return Field.object(
                        name,
                        Field.text("name").maybe(),
                        Field.text("state"),
                        Field.whole("port"),
                        Field.text("version").maybe(),
                        Field.text("image").maybe(),
                        Field.text("digest").maybe(),
                        Field.text("envVersion").maybe(),
                        Field.text("deployedAt").maybe(),
                        Field.text("deployedBy").maybe(),
                        Field.text("healthStatus").maybe(),
                        Field.text("promotedAt").maybe(),
                        Field.text("graceExpiresAt").maybe(),
                        Field.text("operationId").maybe())
                .folded();
    }

    /** One line for each environment. */
    static String told(JsonNode environments) {
        StringJoiner text = new StringJoiner("\n");
        text.add("%d environments.".formatted(environments.size()));
        environments.forEach(one -> text.add("%s (%s): blue %s, green %s"
                .formatted(
                        one.path("projectName").asText(),
                        one.path("environment").asText(),
                        state(one.path("blue")),
                        state(one.path("green")))));
        return text.toString();
    }

    private static String state(JsonNode slot) {
        return slot.path("version").isTextual()
                ? slot.path("state").asText() + " " + slot.path("version").asText()
                : slot.path("state").asText();
    }
}
