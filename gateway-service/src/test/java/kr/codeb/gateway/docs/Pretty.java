package kr.codeb.gateway.docs;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import kr.codeb.gateway.Json;

/** JSON as a person would write it: what fits into a line is on one. */
final class Pretty {

    private static final int WIDTH = 140;

    private Pretty() {}

    static String print(JsonNode value) {
        return print(value, "");
    }

    private static String print(JsonNode value, String indent) {
        String line = line(value);
        if (value.isValueNode() || indent.length() + line.length() <= WIDTH) {
            return line;
        }
        String deeper = indent + "  ";
        return value.isArray()
                ? value.valueStream()
                        .map(element -> deeper + print(element, deeper))
                        .collect(joining(",\n", "[\n", "\n" + indent + "]"))
                : value.propertyStream()
                        .map(field -> deeper + name(field.getKey()) + print(field.getValue(), deeper))
                        .collect(joining(",\n", "{\n", "\n" + indent + "}"));
    }

    private static String line(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(Pretty::line).collect(joining(", ", "[", "]"));
        }
        return value.isObject()
                ? value.propertyStream()
                        .map(field -> name(field.getKey()) + line(field.getValue()))
                        .collect(joining(", ", "{", "}"))
                : Json.line(value);
    }

    private static String name(String name) {
        return Json.line(name) + ": ";
    }
}
