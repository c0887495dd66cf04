package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the front door. */
@ConfigMapping(prefix = "codeb.gateway")
public interface GatewayConfig {

    /** Address to listen on. Caddy stands before it, so loopback is enough. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port to listen on. */
    @WithDefault("9101")
    int port();

    /** Tool calls that one key may make in a minute. */
    @WithDefault("100")
    int rateLimit();

    /** Tool calls that all keys of a team may make in a minute together; three times the rate limit if it is not set. */
    OptionalInt teamRateLimit();

    /** Wrong API keys that one address may show in a minute before it is refused unheard; the rate limit if it is not set. */
    OptionalInt failedLogins();

    /** How long an MCP call waits for an operation before it answers that it goes on. Many clients give up after 60 seconds. */
    @WithDefault("50")
    int answerSeconds();

    /** Where callers reach this gateway; written into the GitHub Actions file that workflow_init answers with. */
    @WithDefault("https://api.${codeb.base-domain}")
    String publicUrl();

    Ci ci();

    interface Ci {

        /** Who asserts which workflow runs, for keys without a stored secret; its keys are found from there by OpenID's discovery. */
        @WithDefault("https://token.actions.githubusercontent.com")
        String issuer();

        /** Where the issuer's keys are, a JWKS; asked of the issuer if it is not set. */
        Optional<String> jwksUrl();

        /** For whom an assertion has to be made, so that none that was made for others is good here. */
        @WithDefault("${codeb.gateway.public-url}")
        String audience();
    }
}
