package kr.codeb.contracts.error;

import static kr.codeb.contracts.error.Blame.CALLER;
import static kr.codeb.contracts.error.Blame.OURS;
import static kr.codeb.contracts.error.Blame.RESOURCES;
import static kr.codeb.contracts.error.Blame.UNREACHABLE;

/** Every way a call can fail: its wire name, HTTP status and whose fault it is. Names never change; the list may grow. */
public enum ErrorCode {
    INVALID_PARAMS(400, CALLER),
    INVALID_REQUEST(400, CALLER),
    UNAUTHENTICATED(401, CALLER),
    FORBIDDEN(403, CALLER),
    UNKNOWN_TOOL(404, CALLER),
    PROJECT_NOT_FOUND(404, CALLER),
    OPERATION_NOT_FOUND(404, CALLER),
    BACKUP_NOT_FOUND(404, CALLER),
    DOMAIN_NOT_FOUND(404, CALLER),
    TOKEN_NOT_FOUND(404, CALLER),
    PROJECT_EXISTS(409, CALLER),
    OPERATION_IN_PROGRESS(409, RESOURCES),
    SLOT_NOT_DEPLOYED(409, CALLER),
    NO_GRACE_SLOT(409, CALLER),
    GRACE_EXPIRED(409, CALLER),
    NAME_RESERVED(409, CALLER),
    DOMAIN_TAKEN(409, CALLER),
    IDEMPOTENCY_MISMATCH(409, CALLER),
    SETTINGS_DIFFER(409, CALLER),
    VERSION_MISMATCH(409, CALLER),
    LAST_OWNER_KEY(409, CALLER),
    CONFIRMATION_REQUIRED(409, CALLER),
    PULL_FAILED(422, CALLER),
    START_FAILED(422, CALLER),
    UNHEALTHY(422, CALLER),
    SITE_INVALID(422, CALLER),
    ENV_INVALID(422, CALLER),
    RATE_LIMITED(429, RESOURCES),
    PORTS_EXHAUSTED(503, RESOURCES),
    REDIS_EXHAUSTED(503, RESOURCES),
    HOST_UNREACHABLE(503, UNREACHABLE),
    DATABASE_UNAVAILABLE(503, UNREACHABLE),
    REDIS_UNAVAILABLE(503, UNREACHABLE),
    DNS_UNAVAILABLE(503, UNREACHABLE),
    SERVICE_UNAVAILABLE(503, UNREACHABLE),
    REGISTRY_CORRUPT(503, OURS),
    INTERNAL(500, OURS);

    private final int status;
    private final Blame blame;

    ErrorCode(int status, Blame blame) {
        this.status = status;
        this.blame = blame;
    }

    /** HTTP status that goes with it. */
    public int status() {
        return status;
    }

    public Blame blame() {
        return blame;
    }

    /** Whether waiting a moment may help: a host, a database or a service that does not answer now may be back soon. */
    public boolean isTemporary() {
        return blame == UNREACHABLE;
    }

    /** Whether the same call can succeed later without a change by the caller, so its idempotency key is freed. */
    public boolean retryable() {
        // What broke inside of us fails again; only the damaged file is put right by somebody, from outside.
        return blame == UNREACHABLE || blame == RESOURCES || this == REGISTRY_CORRUPT;
    }
}
