package kr.codeb.registry.file;

import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/**
 * Why a file could not be written.
 *
 * @param mayBeThere whether the change, or a part of it, may have taken the old file's place all the same
 */
record WriteFailure(String file, Throwable cause, boolean mayBeThere) {

    CodebException told() {
        return new CodebException(
                ErrorCode.SERVICE_UNAVAILABLE,
                (mayBeThere
                                ? "The registry file %s could not be written safely (%s). The change may be there in part or as a whole; look at the disk, and at what is there, before you try again."
                                : "The registry file %s could not be written (%s). Nothing was changed; look at the disk, then try again.")
                        .formatted(file, cause instanceof Error ? cause : cause.getMessage()),
                cause);
    }
}
