package kr.codeb.provisioner.site;

import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.settings.ProvisionerConfig;

/**
 * Where sites and their markers stand on the App Server.
 *
 * @param sites folder of the site files
 * @param routes folder of the markers
 * @param logs folder of the access logs
 */
public record SitePaths(String sites, String routes, String logs) {

    public static SitePaths of(ProvisionerConfig config) {
        return new SitePaths(
                config.paths().sites(), config.paths().routes(), config.paths().caddyLogs());
    }

    /** {@code myapp.caddy}, {@code myapp-staging.caddy}. */
    public String siteFile(String project, Environment environment) {
        return sites + "/" + environment.qualify(project) + ".caddy";
    }

    String log(String project, Environment environment) {
        return logs + "/" + environment.qualify(project) + ".log";
    }

    /** The folder whose link {@code live} says who receives traffic. */
    public String markers(String project, Environment environment) {
        return routes + "/" + project + "-" + environment;
    }

    static String preview(SlotName slot) {
        return "preview-" + slot;
    }
}
