package kr.codeb.gateway.call;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens with which a plan is confirmed: each is good once, for ten minutes, for one plan and one key. The secret lives as long
 * as this process: after a restart a fresh plan is shown.
 */
@Singleton
class PlanTokens {

    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;
    private final InstantSource clock;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    @Inject
    PlanTokens() {
        this(InstantSource.system());
    }

    PlanTokens(InstantSource clock) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.secret = new SecretKeySpec(random, ALGORITHM);
        this.clock = clock;
    }

    /** A token for this plan and key, good from now on. */
    String token(String planHash, String keyId) {
        return signed(clock.instant().plus(GOOD_FOR).getEpochSecond() + "." + nonce(), planHash, keyId);
    }

    /** Whether the token fits, has not expired and was not used before; it is used then. */
    boolean use(String token, String planHash, String keyId) {
        Instant now = clock.instant();
        used.values().removeIf(now::isAfter);
        String head = token.substring(0, Math.max(0, token.lastIndexOf('.')));
        byte[] expected = signed(head, planHash, keyId).getBytes(StandardCharsets.UTF_8);
        return expiry(head) >= now.getEpochSecond()
                && MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))
                && used.putIfAbsent(token, now.plus(GOOD_FOR)) == null;
    }

    private String signed(String head, String planHash, String keyId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] sign =
                    mac.doFinal("%s\n%s\n%s".formatted(head, planHash, keyId).getBytes(StandardCharsets.UTF_8));
            return head + "." + text(sign);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Makes two tokens differ that are given in the same second: else the one that was used would spoil the other. */
    private static String nonce() {
        byte[] random = new byte[9];
        new SecureRandom().nextBytes(random);
        return text(random);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static long expiry(String head) {
        try {
            return Long.parseLong(head.substring(0, Math.max(0, head.indexOf('.'))));
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
