package kr.codeb.contracts.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.UUID;

/**
 * The caller's promise that calls with the same key are one call.
 *
 * @param key the caller's {@code Idempotency-Key}, at most 200 characters, unique per API key
 * @param hash SHA-256 of the call's body, hex
 */
public record Idempotency(String key, String hash) {

    /**
     * Begins the key of a call whose caller gave none: it lets the gateway write the operation down again when the
     * registry's answer got lost, and is of no use to anybody afterwards.
     */
    public static final String ONE_TIME = "once-";

    /** What a caller promises, whatever the key begins with. */
    public static Idempotency ofCaller(String key, String hash) {
        return new Idempotency(key.startsWith(ONE_TIME) ? "=" + key : key, hash);
    }

    /** For a call whose caller promises nothing. */
    public static Idempotency oneTime(String hash) {
        return new Idempotency(ONE_TIME + UUID.randomUUID(), hash);
    }

    @JsonIgnore
    public boolean isOneTime() {
        return key.startsWith(ONE_TIME);
    }
}
