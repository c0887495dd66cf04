package kr.codeb.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Refuses JSON that another reader or writer would make something else of: {@code 1e400} becomes a text or an infinity, half a surrogate
 * pair a question mark. The doors read with different libraries, and must understand the same.
 */
final class Lasting {

    private Lasting() {}

    /** @throws IllegalArgumentException with the end of a sentence that begins with what was read */
    static void check(JsonNode value) {
        if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException("holds a number that is too large");
        }
        if (value.isTextual()) {
            check(value.textValue());
        }
        value.properties().forEach(field -> {
            check(field.getKey());
            check(field.getValue());
        });
        if (value.isArray()) {
            value.forEach(Lasting::check);
        }
    }

    private static void check(String text) {
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new IllegalArgumentException("holds half of a character (a surrogate without its other half)");
        }
    }
}
