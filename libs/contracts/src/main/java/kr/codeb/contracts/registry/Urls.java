package kr.codeb.contracts.registry;

/** Where sites and previews answer. */
public final class Urls {

    private static final int USUAL = 443;

    private final HostNames hosts;
    private final String port;

    public Urls(String baseDomain, int httpsPort) {
        this.hosts = new HostNames(baseDomain);
        this.port = httpsPort == USUAL ? "" : ":" + httpsPort;
    }

    /** {@code https://myapp-green.preview.codeb.kr}. */
    public String preview(String project, Environment environment, SlotName slot) {
        return at(hosts.preview(project, environment, slot));
    }

    /** @param domain the primary domain; null for the one under the base domain */
    public String site(String project, Environment environment, String domain) {
        return at(host(project, environment, domain));
    }

    /** The site's own host name, which visitors ask for. @param domain as for {@link #site} */
    public String host(String project, Environment environment, String domain) {
        return hosts.site(project, environment, domain);
    }

    private String at(String host) {
        return "https://" + host + port;
    }
}
