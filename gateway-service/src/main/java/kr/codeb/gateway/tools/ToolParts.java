package kr.codeb.gateway.tools;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import kr.codeb.contracts.registry.Urls;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the tools share that is not their own. */
class ToolParts {

    @Produces
    @Singleton
    Urls urls(
            @ConfigProperty(name = "codeb.base-domain") String baseDomain,
            @ConfigProperty(name = "codeb.app.caddy.https-port", defaultValue = "443") int httpsPort) {
        return new Urls(baseDomain, httpsPort);
    }
}
