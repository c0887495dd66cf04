package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Execution;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.tools.Quoted;

/** An answer in a sentence or a few, for people and models: what is, what it means, what to do next. */
final class Sentences {

    private static final int LAST_LINES = 10;

    private Sentences() {}

    static String of(Tool tool, ObjectNode params, Answer answer) {
        ObjectNode body = answer.body();
        if (!answer.succeeded()) {
            return failed(tool, answer);
        }
        if (answer.isRunning() && !(tool.execution() instanceof Execution.Waiting)) {
            return ("%s goes on: it takes longer than this call waits. Nothing is lost. Call operation_get with operationId %s and"
                            + " waitSeconds 50 until it has ended; do not call %s again.")
                    .formatted(tool.name(), body.path("operationId").asText(), tool.name());
        }
        return tool.telling().of(params, body);
    }

    private static String failed(Tool tool, Answer answer) {
        ObjectNode body = answer.body();
        String sentence = "%s failed, %s: %s"
                .formatted(tool.name(), answer.outcome(), body.path("error").asText());
        JsonNode confirm = body.at("/details/confirm");
        if (confirm.isTextual()) {
            return sentence + "\nconfirm: " + confirm.asText();
        }
        List<String> log = body.at("/details/diagnosis/log")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        return log.isEmpty()
                ? sentence
                : "%s\nThe end of its log:\n%s"
                        .formatted(
                                sentence, Quoted.lines(log.subList(Math.max(0, log.size() - LAST_LINES), log.size())));
    }
}
