package kr.codeb.operations.run;

import com.fasterxml.jackson.databind.JsonNode;
import kr.codeb.contracts.operation.OperationKind;

/** Does one kind of operation. */
public interface OperationHandler {

    OperationKind kind();

    /**
     * Does it, or fails having taken back what it made.
     *
     * @param secret params that are not written down; null when there are none
     * @return the tool's fields
     * @throws kr.codeb.contracts.error.CodebException what the caller is told
     */
    Object run(HeldOperation operation, JsonNode secret);

    /**
     * Takes up an operation whose process died: past the point of no return it is finished, before it taken back.
     * Works from the notes and from what is really there.
     *
     * @return the tool's fields when it was finished
     * @throws NotFinished what the caller is told when it was taken back
     * @throws kr.codeb.contracts.error.CodebException likewise; but when that is passing, a host or service was away, and it is
     *     tried again
     */
    Object recover(HeldOperation operation);
}
