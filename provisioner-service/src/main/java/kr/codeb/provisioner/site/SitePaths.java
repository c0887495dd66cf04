package kr.codeb.provisioner.site;

import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.settings.ProvisionerConfig;

/**
 * Where sites and their markers are on the App Server, and where they answer.
 *
 * @param sites folder of the site files
 * @param routes folder of the markers
 * @param logs folder of the access logs
 * @param baseDomain the domain below whose {@code preview} all previews answer
 * @param address where Caddy answers, as the App Server sees it
 * @param httpsPort where plain HTTP is redirected to
 */
public record SitePaths(String sites, String routes, String logs, String baseDomain, String address, int httpsPort) {

    public static SitePaths of(ProvisionerConfig config) {
        return new SitePaths(
                config.paths().sites(),
                config.paths().routes(),
                config.paths().caddyLogs(),
                config.baseDomain(),
                config.app().caddy().address(),
                config.app().caddy().httpsPort());
    }

    /** {@code myapp.caddy}, {@code myapp-staging.caddy}. */
    public String siteFile(String project, Environment environment) {
        return sites + "/" + siteName(project, environment);
    }

    /** No project's name begins like this one, and Caddy reads it first. */
    String commonFile() {
        return sites + "/_codeb.caddy";
    }

    static String siteName(String project, Environment environment) {
        return environment.qualify(project) + ".caddy";
    }

    String log(String project, Environment environment) {
        return logs + "/" + environment.qualify(project) + ".log";
    }

    String previewLog() {
        return logs + "/_previews.log";
    }

    /** The folder whose link {@code live} says who receives traffic. */
    public String markers(String project, Environment environment) {
        return routes + "/" + project + "-" + environment;
    }

    /** The folder in which a preview's host name leads to its slot's marker. */
    String previews() {
        return routes + "/.previews";
    }

    /** The marker in {@link #markers} that opens a slot's preview. */
    static String preview(SlotName slot) {
        return "preview-" + slot;
    }
}
