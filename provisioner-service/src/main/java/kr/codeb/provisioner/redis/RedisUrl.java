package kr.codeb.provisioner.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code redis://user:password@host:port/number}, as applications read it.
 *
 * @param user empty in URLs of CodeB v7, which knew no users
 */
public record RedisUrl(String user, String password, String host, int port, int number) {

    private static final int USUAL_PORT = 6379;

    /** @return empty when it is no such URL */
    public static Optional<RedisUrl> parse(String url) {
        try {
            URI uri = new URI(url);
            String login = uri.getRawUserInfo() == null ? ":" : uri.getRawUserInfo();
            int colon = login.indexOf(':');
            if (!"redis".equals(uri.getScheme()) || uri.getHost() == null || colon < 0) {
                return Optional.empty();
            }
            String path = uri.getPath().replaceFirst("^/", "");
            return Optional.of(new RedisUrl(
                    decoded(login.substring(0, colon)),
                    decoded(login.substring(colon + 1)),
                    uri.getHost(),
                    uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                    path.isEmpty() ? 0 : Integer.parseInt(path)));
        } catch (URISyntaxException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The URL with its password; ours need no escapes, being letters and digits. */
    public String reveal() {
        return "redis://%s:%s@%s:%d/%d".formatted(user, password, host, port, number);
    }

    /** The URL for answers. */
    public String masked() {
        String login = user.isEmpty() && password.isEmpty() ? "" : user + ":***@";
        return "redis://%s%s:%d/%d".formatted(login, host, port, number);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return masked();
    }
}
