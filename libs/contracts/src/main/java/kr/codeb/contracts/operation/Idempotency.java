package kr.codeb.contracts.operation;

/**
 * The caller's promise that calls with the same key are one call.
 *
 * @param key the caller's {@code Idempotency-Key}, at most 200 characters, unique per API key
 * @param hash SHA-256 of the call's body, hex
 */
public record Idempotency(String key, String hash) {}
