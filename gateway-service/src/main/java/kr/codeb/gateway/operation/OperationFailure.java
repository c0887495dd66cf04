package kr.codeb.gateway.operation;

import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;

/** Something went wrong with an operation that is written down, so that the caller can ask for it by its id. */
public final class OperationFailure extends RuntimeException {

    private final String operationId;
    private final transient ErrorBody body;

    OperationFailure(String operationId, ErrorBody body) {
        super(body.error());
        this.operationId = operationId;
        this.body = body;
    }

    /** The services do not answer, or not in time; the operation may still go on. */
    static OperationFailure unavailable(String operationId, String sentence) {
        return new OperationFailure(operationId, new ErrorBody(ErrorCode.SERVICE_UNAVAILABLE, sentence, null));
    }

    public String operationId() {
        return operationId;
    }

    public ErrorBody body() {
        return body;
    }
}
