package kr.codeb.web;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import kr.codeb.settings.InternalConfig;
import kr.codeb.settings.SecretFile;
import kr.codeb.settings.SettingCheck;

/** The secret that our services show each other with each call. A service without it does not start. */
@Startup
@Singleton
public class InternalCredential {

    static final String HEADER = "X-CodeB-Internal";
    private static final String SETTING = "codeb.internal.credential-file";
    private static final int SHORTEST = 32;

    private final byte[] secret;

    InternalCredential(InternalConfig config) {
        SecretFile.check(SETTING, config.credentialFile());
        String text = SecretFile.read(SETTING, config.credentialFile());
        SettingCheck.require(
                text.length() >= SHORTEST,
                SETTING,
                "must name a file that holds at least %d characters, not %s"
                        .formatted(SHORTEST, config.credentialFile()));
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
