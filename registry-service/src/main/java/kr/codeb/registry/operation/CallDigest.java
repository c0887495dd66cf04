package kr.codeb.registry.operation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Tells calls apart by whose they are and their idempotency key, in a text that is short however long the key is. */
final class CallDigest {

    private static final int BYTES = 16;

    private CallDigest() {}

    /** @param by id of the API key: each has idempotency keys of its own */
    static String of(String by, String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((by + "\n" + key).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
