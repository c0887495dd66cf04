package kr.codeb.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** Answers as JSON: times as ISO 8601 texts, maps in their own order. */
public final class Json {

    private static final ObjectMapper PLAIN = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    private static final ObjectMapper SORTED = PLAIN.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Json() {}

    public static JsonNode tree(Object value) {
        return PLAIN.valueToTree(value);
    }

    public static ObjectNode object() {
        return PLAIN.createObjectNode();
    }

    /**
     * Reads what a caller sent.
     *
     * @throws IllegalArgumentException if it is not exactly one JSON value, names a field twice, or holds what would not stay what it
     *     is on its way: a number that is too large, half of a character. The message is the end of a sentence: {@code is not JSON}
     */
    public static JsonNode read(byte[] text) {
        try (var parser = PLAIN.createParser(text)) {
            JsonNode value = PLAIN.readTree(parser);
            if (value == null || parser.nextToken() != null) {
                throw new IllegalArgumentException("is not JSON");
            }
            Lasting.check(value);
            return value;
        } catch (IOException noJson) {
            throw new IllegalArgumentException("is not JSON", noJson);
        }
    }

    /** Reads what one of our services wrote. @throws IllegalStateException if it does not fit {@code type} */
    public static <T> T read(String text, Class<T> type) {
        try {
            return PLAIN.readValue(text, type);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("not a " + type.getSimpleName(), notOurs);
        }
    }

    /** One line; names in alphabetical order, so that equal values give equal texts. */
    public static String canonical(JsonNode value) {
        return write(SORTED, PLAIN.convertValue(value, Object.class));
    }

    /** One line. */
    public static String line(Object value) {
        return write(PLAIN, value);
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot be written as JSON", impossible);
        }
    }
}
