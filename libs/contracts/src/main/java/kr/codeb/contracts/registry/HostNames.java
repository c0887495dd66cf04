package kr.codeb.contracts.registry;

import java.util.Set;

/**
 * The host names that environments have below the base domain.
 *
 * @param baseDomain {@code codeb.kr}
 */
public record HostNames(String baseDomain) {

    /** The first labels below the base domain that CodeB uses itself: no project is called so. */
    public static final Set<String> OF_CODEB =
            Set.of("api", "www", "preview", "ws", "db", "app", "storage", "ns1", "ns2", "mail", "backup");

    /** {@code myapp.codeb.kr}, {@code myapp-staging.codeb.kr}. */
    public String site(String project, Environment environment) {
        return environment.qualify(project) + "." + baseDomain;
    }

    /** @param domain the primary domain; null when there is none: a project adopted from CodeB v7 has the one that it is called after */
    public String site(String project, Environment environment, String domain) {
        return domain == null ? site(project, environment) : domain;
    }

    /** {@code myapp-green.preview.codeb.kr}. */
    public String preview(String project, Environment environment, SlotName slot) {
        return "%s-%s.preview.%s".formatted(environment.qualify(project), slot, baseDomain);
    }
}
