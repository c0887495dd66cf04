package kr.codeb.contracts.error;

import java.util.Map;

/** A failure that the caller is told about: its code, a sentence that helps, and details. Carries no secret. */
public class CodebException extends RuntimeException {

    private final ErrorCode code;
    private final transient Map<String, Object> details;

    public CodebException(ErrorCode code, String message) {
        this(code, message, Map.of(), null);
    }

    public CodebException(ErrorCode code, String message, Map<String, Object> details) {
        this(code, message, details, null);
    }

    public CodebException(ErrorCode code, String message, Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public CodebException(ErrorCode code, String message, Map<String, Object> details, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = details;
    }

    public CodebException(ErrorBody body) {
        this(body.code(), body.error(), body.details(), null);
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }

    /** Whether waiting a moment may help: a host, a database or a service that does not answer now may be back soon. */
    public boolean isTemporary() {
        return code.isTemporary();
    }

    public ErrorBody body() {
        return new ErrorBody(code, getMessage(), details);
    }
}
