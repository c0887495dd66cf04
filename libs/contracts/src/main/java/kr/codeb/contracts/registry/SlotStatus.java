package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;

/**
 * Where an environment stands, as the registry knows it.
 *
 * @param file the slot file with all it holds, known to CodeB or not
 * @param running what changes it just now; null when nothing does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SlotStatus(ObjectNode file, Running running) {

    /** An operation that has not ended. */
    public record Running(String id, OperationKind kind, Instant at) {

        public static Running of(Operation operation) {
            return new Running(operation.id(), operation.kind(), operation.createdAt());
        }
    }
}
