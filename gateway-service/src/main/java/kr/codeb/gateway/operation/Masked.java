package kr.codeb.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** The last wall: whatever a service answers, a password inside a URL does not leave with it. */
final class Masked {

    private static final Pattern PASSWORD = Pattern.compile("(://[^:/@\\s]{0,200}:)[^@/\\s]{1,500}@");

    private Masked() {}

    /** The same with {@code ***} for each password of a URL. */
    static ObjectNode urls(ObjectNode answer) {
        return (ObjectNode) masked(answer);
    }

    private static JsonNode masked(JsonNode node) {
        switch (node) {
            case TextNode text -> {
                return text.textValue().contains("://")
                        ? TextNode.valueOf(PASSWORD.matcher(text.textValue()).replaceAll("$1***@"))
                        : text;
            }
            case ObjectNode object -> object.properties().forEach(field -> field.setValue(masked(field.getValue())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, masked(array.get(i)));
                }
            }
            default -> {}
        }
        return node;
    }
}
