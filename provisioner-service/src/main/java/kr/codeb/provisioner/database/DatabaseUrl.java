package kr.codeb.provisioner.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code postgresql://user:password@host:port/database}, as applications read it. */
public record DatabaseUrl(String user, String password, String host, int port, String database) {

    private static final int USUAL_PORT = 5432;

    /** @return empty when it is no such URL, or one without user, password or database */
    public static Optional<DatabaseUrl> parse(String url) {
        try {
            URI uri = new URI(url);
            String login = uri.getRawUserInfo();
            boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (!scheme
                    || login == null
                    || login.indexOf(':') < 0
                    || uri.getHost() == null
                    || uri.getPath().length() < 2) {
                return Optional.empty();
            }
            int colon = login.indexOf(':');
            return Optional.of(new DatabaseUrl(
                    decoded(login.substring(0, colon)),
                    decoded(login.substring(colon + 1)),
                    uri.getHost(),
                    uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                    uri.getPath().substring(1)));
        } catch (URISyntaxException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The URL with its password; ours need no escapes, being letters and digits. */
    public String reveal() {
        return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
    }

    /** The URL for answers. */
    public String masked() {
        return "postgresql://%s:***@%s:%d/%s".formatted(user, host, port, database);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return masked();
    }
}
