package kr.codeb.contracts.key;

import java.util.List;

/**
 * What a revocation did.
 *
 * @param key the revoked key
 * @param alsoRevoked ids of the keys that ended with it, since it had made them, or one that it had made had
 */
public record Revocation(ApiKey key, List<String> alsoRevoked) {}
