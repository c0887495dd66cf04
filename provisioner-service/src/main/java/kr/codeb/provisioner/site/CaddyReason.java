package kr.codeb.provisioner.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds Caddy's reason among the log lines that it prints around it. */
final class CaddyReason {

    private static final Pattern ERROR = Pattern.compile("(?m)^(?:Error: |\\S*: Error: )(.*)$");
    private static final Pattern PRIVATE_COPY = Pattern.compile("\\S*/\\.check\\.[A-Za-z0-9]+/");

    private CaddyReason() {}

    static String of(String complaint) {
        Matcher error = ERROR.matcher(complaint);
        String reason = error.find() ? error.group(1) : complaint;
        return PRIVATE_COPY.matcher(reason).replaceAll("").strip();
    }
}
