package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** Says in plain words what a JSON schema found wrong. */
public final class Violations {

    private Violations() {}

    static Input.Violation of(ValidationMessage found, ObjectNode given, Input input) {
        // Of what is wrong inside a param, the param is told.
        int depth = found.getInstanceLocation().getNameCount();
        String name = depth > 0 ? String.valueOf(found.getInstanceLocation().getElement(0)) : found.getProperty();
        return new Input.Violation(name, sentence(found.getType(), name, given, input));
    }

    static String broken(Param param, JsonNode value) {
        String advice = value == null ? null : param.advice().apply(value);
        return "%s must be %s.%s".formatted(param.name(), param.rule(), advice == null ? "" : " " + advice);
    }

    private static String sentence(String type, String name, ObjectNode given, Input input) {
        return switch (type) {
            case "required" ->
                "%s is missing; it must be %s."
                        .formatted(name, input.param(name).map(Param::rule).orElse("given"));
            case "additionalProperties" -> unknown(name, input.names());
            default ->
                input.param(name).map(param -> broken(param, given.get(name))).orElse(name + " is not valid.");
        };
    }

    private static String unknown(String name, List<String> known) {
        String there = known.isEmpty() ? "This tool takes none." : "There are: %s.".formatted(String.join(", ", known));
        return Nearest.to(name, known)
                .map(near -> "There is no param %s. Did you mean %s?".formatted(shown(name), near))
                .orElseGet(() -> "There is no param %s. %s".formatted(shown(name), there));
    }

    /** A caller's own word, made harmless for logs and terminals. */
    public static String shown(String word) {
        String clean = word.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
    }
}
