package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

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

    /** Where callers reach this gateway; written into the GitHub Actions file that workflow_init answers with. */
    @WithDefault("https://api.${codeb.base-domain}")
    String publicUrl();
}
