package kr.codeb.registry.hold;

import java.time.Duration;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.registry.base.Times;

/** How long an operation may wait to be started. */
enum Overdue {
    /** From then on its service may end it. */
    PENDING(Duration.ofSeconds(10)),
    /** From then on the registry ends it itself: its service does not run. */
    NEVER_STARTED(Duration.ofSeconds(20));

    private final Duration patience;

    Overdue(Duration patience) {
        this.patience = patience;
    }

    boolean isOver(Operation operation) {
        return operation.state() == OperationState.PENDING
                && operation.createdAt().plus(patience).isBefore(Times.now());
    }

    static Ending ending(Operation operation) {
        String sentence = "The %s was not started: CodeB's %s did not take it up. Nothing was changed. Call again."
                .formatted(operation.describe(), operation.kind().service());
        return Ending.failed(operation.steps(), new ErrorBody(ErrorCode.SERVICE_UNAVAILABLE, sentence, null));
    }
}
