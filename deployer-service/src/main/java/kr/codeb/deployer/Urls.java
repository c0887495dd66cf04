package kr.codeb.deployer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.settings.DeployerConfig;

/** Where sites and previews answer. */
@Singleton
public class Urls {

    private static final int USUAL = 443;

    private final String baseDomain;
    private final String port;

    @Inject
    Urls(DeployerConfig config) {
        this(config.baseDomain(), config.app().caddy().httpsPort());
    }

    public Urls(String baseDomain, int httpsPort) {
        this.baseDomain = baseDomain;
        this.port = httpsPort == USUAL ? "" : ":" + httpsPort;
    }

    /** {@code https://myapp-green.preview.codeb.kr}. */
    public String preview(String project, Environment environment, SlotName slot) {
        return "https://%s-%s.preview.%s%s".formatted(environment.qualify(project), slot, baseDomain, port);
    }

    /** @param domain the primary domain; null for the one under the base domain */
    public String site(String project, Environment environment, String domain) {
        return "https://" + host(project, environment, domain) + port;
    }

    /** The site's own host name, which visitors ask for. @param domain as for {@link #site} */
    public String host(String project, Environment environment, String domain) {
        return domain == null ? environment.qualify(project) + "." + baseDomain : domain;
    }
}
