package kr.codeb.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;

/** Fields that the gateway adds to the result of a kind of operation. Every bean of this type is used. */
public interface Enrichment {

    OperationKind kind();

    /** Adds to the fields, from the operation alone, so that asking again gives the same. */
    void addTo(Operation ended, ObjectNode fields);
}
