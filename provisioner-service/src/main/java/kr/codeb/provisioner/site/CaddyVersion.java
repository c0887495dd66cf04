package kr.codeb.provisioner.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Caddy runs, as far as sites depend on it. */
record CaddyVersion(int major, int minor) {

    /** What we assume of a Caddy that does not tell: the oldest that sites are tried on. */
    static final CaddyVersion OLDEST = new CaddyVersion(2, 6);

    private static final Pattern SAID = Pattern.compile("\\Av?(\\d{1,4})\\.(\\d{1,4})\\b");

    /** @param said what {@code caddy version} prints: {@code 2.6.2}, {@code v2.10.0 h1:…} */
    static CaddyVersion of(String said) {
        Matcher numbers = SAID.matcher(said.strip());
        return numbers.find()
                ? new CaddyVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
                : OLDEST;
    }

    /** With what it means for visitors, in words. */
    String told() {
        return "%d.%d: a change of any site %s"
                .formatted(
                        major,
                        minor,
                        delaysTheEndOfStreams()
                                ? "leaves open WebSockets alone."
                                : "closes all open WebSockets; Caddy 2.7 and later leaves them alone.");
    }

    /** {@code stream_close_delay}, of 2.7 and later: a reload leaves open WebSockets alone for a while. */
    boolean delaysTheEndOfStreams() {
        return major > 2 || major == 2 && minor >= 7;
    }
}
