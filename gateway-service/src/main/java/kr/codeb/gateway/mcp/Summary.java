package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Tool;

/** An answer in a line that a person can read. */
final class Summary {

    private static final Set<String> LEFT_OUT = Set.of("success", "correlationId", "workflow", "key");
    private static final int LONGEST = 100;

    private Summary() {}

    static String of(Tool tool, Answer answer) {
        if (!answer.succeeded()) {
            return "%s failed, %s: %s"
                    .formatted(
                            tool.name(),
                            answer.outcome(),
                            answer.body().path("error").asText());
        }
        String facts = answer.body().properties().stream()
                .filter(field -> !LEFT_OUT.contains(field.getKey()))
                .map(Summary::fact)
                .filter(fact -> !fact.isEmpty())
                .collect(Collectors.joining(", "));
        return "%s: done. %s".formatted(tool.name(), facts).strip();
    }

    private static String fact(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        if (value.isArray()) {
            return "%d %s".formatted(value.size(), field.getKey());
        }
        return value.isValueNode() && !value.isNull() && value.asText().length() <= LONGEST
                ? field.getKey() + " " + value.asText()
                : "";
    }
}
