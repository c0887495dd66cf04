package kr.codeb.registry.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.web.Sha256;

/** The call that made a key, remembered in the key's own entry: sent again within 24 h it makes no second one. */
final class KeyCall {

    static final String FIELD = "call";
    static final String HASH = "callHash";

    private static final Duration REPEATABLE = Duration.ofHours(24);

    private KeyCall() {}

    /** Writes down that this call makes the key of this entry. */
    static void note(ObjectNode entry, Idempotency call) {
        if (call != null) {
            entry.put(FIELD, Sha256.hex(call.key())).put(HASH, call.hash());
        }
    }

    /**
     * The key that the same call made before.
     *
     * @param by id of the key that calls: each has idempotency keys of its own
     * @throws CodebException IDEMPOTENCY_MISMATCH when another call came with that idempotency key
     */
    static Optional<ApiKey> madeBefore(StoredKeys keys, String by, Idempotency call, Instant now) {
        if (call == null) {
            return Optional.empty();
        }
        String digest = Sha256.hex(call.key());
        Optional<ApiKey> before = keys.all()
                .filter(key -> key.createdBy() != null && key.createdBy().equals(by))
                .filter(key -> key.createdAt().plus(REPEATABLE).isAfter(now))
                .filter(key -> digest.equals(keys.entry(key).path(FIELD).asText()))
                .findFirst();
        before.filter(key -> !call.hash().equals(keys.entry(key).path(HASH).asText()))
                .ifPresent(other -> {
                    throw new CodebException(
                            ErrorCode.IDEMPOTENCY_MISMATCH,
                            "This idempotency key was used for another call (it made %s). Use a new one for a new call."
                                    .formatted(other.id()));
                });
        return before;
    }
}
