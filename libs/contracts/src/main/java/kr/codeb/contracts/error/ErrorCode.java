package kr.codeb.contracts.error;

/** Every way a call can fail: its wire name and HTTP status. Names never change; the list may grow. */
public enum ErrorCode {
    INVALID_PARAMS(400),
    INVALID_REQUEST(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    UNKNOWN_TOOL(404),
    PROJECT_NOT_FOUND(404),
    OPERATION_NOT_FOUND(404),
    BACKUP_NOT_FOUND(404),
    DOMAIN_NOT_FOUND(404),
    TOKEN_NOT_FOUND(404),
    PROJECT_EXISTS(409),
    OPERATION_IN_PROGRESS(409),
    SLOT_NOT_DEPLOYED(409),
    NO_GRACE_SLOT(409),
    GRACE_EXPIRED(409),
    NAME_RESERVED(409),
    DOMAIN_TAKEN(409),
    IDEMPOTENCY_MISMATCH(409),
    CONFIRMATION_REQUIRED(409),
    PULL_FAILED(422),
    START_FAILED(422),
    UNHEALTHY(422),
    SITE_INVALID(422),
    ENV_INVALID(422),
    RATE_LIMITED(429),
    PORTS_EXHAUSTED(503),
    REDIS_EXHAUSTED(503),
    HOST_UNREACHABLE(503),
    DATABASE_UNAVAILABLE(503),
    REDIS_UNAVAILABLE(503),
    DNS_UNAVAILABLE(503),
    SERVICE_UNAVAILABLE(503),
    REGISTRY_CORRUPT(503),
    INTERNAL(500);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** Whether the same call can succeed later without a change by the caller, so its idempotency key is freed. */
    public boolean retryable() {
        return status == 503 || this == OPERATION_IN_PROGRESS || this == RATE_LIMITED;
    }
}
