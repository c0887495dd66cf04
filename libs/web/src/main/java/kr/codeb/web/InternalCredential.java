package kr.codeb.web;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;

/** The secret that our services show each other with each call. A service without it does not start. */
@Startup
@Singleton
public class InternalCredential {

    static final String HEADER = "X-CodeB-Internal";
    private static final int SHORTEST = 32;

    private final byte[] secret;

    InternalCredential(InternalConfig config) throws IOException {
        String text = Files.readString(config.credentialFile()).strip();
        if (text.length() < SHORTEST) {
            throw new IllegalStateException("codeb.internal.credential-file must hold at least %d characters: %s"
                    .formatted(SHORTEST, config.credentialFile()));
        }
        secret = text.getBytes(StandardCharsets.UTF_8);
    }

    String reveal() {
        return new String(secret, StandardCharsets.UTF_8);
    }

    /** Compares in constant time; null never matches. */
    boolean matches(String shown) {
        return shown != null && MessageDigest.isEqual(secret, shown.getBytes(StandardCharsets.UTF_8));
    }
}
