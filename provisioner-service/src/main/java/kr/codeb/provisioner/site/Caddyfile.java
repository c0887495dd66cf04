package kr.codeb.provisioner.site;

import java.util.regex.Pattern;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** The words of Caddy's language that sites share, and what may be written into it. */
final class Caddyfile {

    /** The name of what {@link CommonSite} says of streams, for a {@code reverse_proxy} to import. */
    static final String STREAMS = "codeb-streams";

    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_./-]*");
    private static final int USUAL_HTTPS = 443;

    private Caddyfile() {}

    /** @throws CodebException SITE_INVALID when it is no host name */
    static String host(String name) {
        if (!HOST.matcher(name).matches()) {
            throw new CodebException(
                    ErrorCode.SITE_INVALID,
                    "%s is not a host name that a site can have. Use letters, digits, hyphens and dots."
                            .formatted(name));
        }
        return name;
    }

    /** @throws IllegalArgumentException when a setting holds a path that would need quoting */
    static String path(String path) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "a path in a Caddyfile may hold letters, digits and _ . - / only: " + path);
        }
        return path;
    }

    /**
     * A site that only redirects from HTTP to HTTPS. Caddy's own redirects are not relied upon: those of Caddy 2.6 reach
     * hardly any name once there are more than 100.
     *
     * @param hosts names that {@link #host} has seen
     */
    static String redirect(Iterable<String> hosts, int httpsPort) {
        String addresses = "http://" + String.join(", http://", hosts);
        String port = httpsPort == USUAL_HTTPS ? "" : ":" + httpsPort;
        return """
                %s {
                	redir https://{host}%s{uri} 308
                }
                """.formatted(addresses, port);
    }

    /**
     * What a {@code reverse_proxy} does with each answer. Only one of known length is compressed: others are streams, of which a
     * compressor would hold back the beginning, even the status line. So {@code encode} lies behind that decision and not
     * around the proxy.
     *
     * @param tabs what each line begins with
     */
    static String answer(String tabs) {
        return """
                header_down X-CodeB-Slot {slot}
                import %s
                @sized header Content-Length *
                handle_response @sized {
                	encode gzip
                	copy_response
                }
                """.formatted(STREAMS).replaceAll("(?m)^(?=.)", tabs);
    }
}
