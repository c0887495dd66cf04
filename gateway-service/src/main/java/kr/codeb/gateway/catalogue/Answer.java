package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.gateway.Json;

/**
 * What a caller gets, by whatever door.
 *
 * @param failure null when it succeeded
 */
public record Answer(ErrorCode failure, ObjectNode body) {

    private static final String RUNNING = "running";

    /** @param operationId null for tools that only read */
    public static Answer success(ObjectNode fields, String operationId, String correlationId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", true).setAll(fields);
        if (operationId != null || !body.has("operationId")) {
            body.put("operationId", operationId);
        }
        body.put("correlationId", correlationId);
        return new Answer(null, body);
    }

    /** An operation goes on for longer than this call waits: no failure, and no end. */
    public static Answer running(Operation operation, String correlationId) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("state", RUNNING);
        fields.set("steps", Json.tree(operation.steps()));
        return success(fields, operation.id(), correlationId);
    }

    /** Whether an operation goes on behind this answer of a tool that runs as one. */
    public boolean isRunning() {
        return body.path("state").asText().equals(RUNNING);
    }

    public static Answer failure(ErrorBody error, List<StepReport> steps, String operationId, String correlationId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", false).put("code", error.code().name()).put("error", sentence(error));
        body.set("details", Json.tree(error.details()));
        body.set("steps", Json.tree(steps));
        body.put("operationId", operationId).put("correlationId", correlationId);
        return new Answer(error.code(), body);
    }

    /** Whoever meets another operation is told how to wait for it. */
    private static String sentence(ErrorBody error) {
        boolean met = error.code() == ErrorCode.OPERATION_IN_PROGRESS
                && error.details().get("operationId") != null;
        return met
                ? "%s operation_get with operationId %s waits for it."
                        .formatted(error.error(), error.details().get("operationId"))
                : error.error();
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
