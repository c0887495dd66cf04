package kr.codeb.deployer;

import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.run.HeldOperation;

/** How an operation ends whose process died, when it is not finished. */
public final class Recovery {

    private Recovery() {}

    /** What the caller is told when it was taken back: why it failed before it was interrupted, if it had failed. */
    public static CodebException takenBack(HeldOperation held) {
        return held.notedFailure().orElseGet(() -> new CodebException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The %s was interrupted (a restart, or a host that went away) and was taken back. Call again."
                        .formatted(held.operation().kind().word())));
    }
}
