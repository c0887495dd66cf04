package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.gateway.Json;

/**
 * What a caller gets, by whatever door.
 *
 * @param failure null when it succeeded
 */
public record Answer(ErrorCode failure, ObjectNode body) {

    /** @param operationId null for tools that only read */
    public static Answer success(ObjectNode fields, String operationId, String correlationId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", true).setAll(fields);
        body.put("operationId", operationId).put("correlationId", correlationId);
        return new Answer(null, body);
    }

    public static Answer failure(ErrorBody error, List<StepReport> steps, String operationId, String correlationId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", false).put("code", error.code().name()).put("error", error.error());
        body.set("details", Json.tree(error.details()));
        body.set("steps", Json.tree(steps));
        body.put("operationId", operationId).put("correlationId", correlationId);
        return new Answer(error.code(), body);
    }

    /** A failure before any work had begun. */
    public static Answer failure(ErrorBody error, String correlationId) {
        return failure(error, List.of(), null, correlationId);
    }

    public boolean succeeded() {
        return failure == null;
    }

    public int status() {
        return succeeded() ? 200 : failure.status();
    }

    /** {@code OK} or the code of the failure. */
    public String outcome() {
        return succeeded() ? "OK" : failure.name();
    }
}
