package kr.codeb.gateway.tools;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where sites and previews answer. */
@Singleton
public class Urls {

    private static final int USUAL = 443;

    private final String baseDomain;
    private final String port;

    @Inject
    Urls(
            @ConfigProperty(name = "codeb.base-domain") String baseDomain,
            @ConfigProperty(name = "codeb.app.caddy.https-port", defaultValue = "443") int httpsPort) {
        this.baseDomain = baseDomain;
        this.port = httpsPort == USUAL ? "" : ":" + httpsPort;
    }

    /** @param domain the primary domain; null for the one under the base domain */
    public String site(String project, Environment environment, String domain) {
        String host = domain == null ? environment.qualify(project) + "." + baseDomain : domain;
        return "https://" + host + port;
    }

    public String preview(String project, Environment environment, SlotName slot) {
        return "https://%s-%s.preview.%s%s".formatted(environment.qualify(project), slot, baseDomain, port);
    }
}
