package kr.codeb.contracts.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import kr.codeb.contracts.error.ErrorBody;

/** How an operation ended: a result or a failure, and all its steps. */
public record Ending(List<StepReport> steps, JsonNode result, ErrorBody failure) {

    public static Ending succeeded(List<StepReport> steps, JsonNode result) {
        return new Ending(steps, result, null);
    }

    public static Ending failed(List<StepReport> steps, ErrorBody failure) {
        return new Ending(steps, null, failure);
    }

    public OperationState state() {
        return failure == null ? OperationState.SUCCEEDED : OperationState.FAILED;
    }
}
