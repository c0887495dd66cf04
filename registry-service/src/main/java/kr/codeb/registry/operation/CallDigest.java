package kr.codeb.registry.operation;

import kr.codeb.web.Sha256;

/** Tells calls apart by whose they are and their idempotency key, in a text that is short however long the key is. */
final class CallDigest {

    private static final int LETTERS = 32;

    private CallDigest() {}

    /** @param by id of the API key: each has idempotency keys of its own */
    static String of(String by, String key) {
        return Sha256.hex(by + "\n" + key).substring(0, LETTERS);
    }
}
