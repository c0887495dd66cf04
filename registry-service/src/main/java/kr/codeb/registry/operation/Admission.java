package kr.codeb.registry.operation;

import kr.codeb.contracts.operation.NewOperation;

/** Whether a change may begin now. One that may not is refused before anything is written down: it is no operation. */
public interface Admission {

    /** @throws kr.codeb.contracts.error.CodebException OPERATION_IN_PROGRESS */
    void check(NewOperation asked);
}
