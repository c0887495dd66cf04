package kr.codeb.provisioner.site;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.web.Sha256;

/**
 * What is to become of one site file.
 *
 * @param text its new text; null to take it away
 */
record SiteChange(String project, Environment environment, Hold hold, String text) {

    String file() {
        return SitePaths.siteName(project, environment);
    }

    /**
     * The line that {@code put-sites.sh} reads.
     *
     * @param fence where the script finds this change's fence; null when the script runs behind it
     */
    String line(String fence) {
        String behind = fence == null ? "- -" : fence + " " + hold.fence();
        return line(file(), text, behind);
    }

    /** The line for a file that belongs to no project. */
    static String line(String file, String text) {
        return line(file, text, "- -");
    }

    private static String line(String file, String text, String behind) {
        if (text == null) {
            return "%s absent - %s\n".formatted(file, behind);
        }
        String coded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return "%s %s %s %s\n".formatted(file, Sha256.hex(text), coded, behind);
    }
}
