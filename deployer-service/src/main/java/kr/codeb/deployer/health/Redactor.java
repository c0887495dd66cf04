package kr.codeb.deployer.health;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes the values of an environment out of an application's log, whatever their names are. */
public final class Redactor {

    /** A shorter value of an ordinary variable is a word that logs are full of. */
    private static final int SHORTEST = 6;
    /** What is a secret is one however short it is; below this, a log would be nothing but gaps. */
    private static final int SHORTEST_SECRET = 3;

    private static final Pattern SECRET =
            Pattern.compile("PASS|PWD|SECRET|TOKEN|KEY|CREDENTIAL|AUTH|SALT|PIN", Pattern.CASE_INSENSITIVE);
    private static final Pattern EXPORT = Pattern.compile("'([^']*)'");
    private static final Set<String> HARMLESS = Set.of(
            "production", "development", "localhost", "127.0.0.1", "information", "disabled", "enabled", "0.0.0.0");

    private final List<String> values;

    private Redactor(Stream<String> values) {
        this.values = values.filter(value -> !HARMLESS.contains(value))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /**
     * @param envFile text of an {@code --env-file}: lines {@code NAME=value}
     * @param exportFile text of a shell file: {@code export NAME='value'}
     */
    public static Redactor of(String envFile, String exportFile) {
        Stream<String> plain = envFile.lines()
                .filter(line -> line.contains("="))
                .flatMap(line -> {
                    int equals = line.indexOf('=');
                    boolean secret = SECRET.matcher(line.substring(0, equals)).find();
                    return secretsIn(line.substring(equals + 1), secret ? SHORTEST_SECRET : SHORTEST);
                });
        Stream<String> exported = EXPORT.matcher(exportFile)
                .results()
                .flatMap(match -> match.group(1).lines())
                .flatMap(value -> secretsIn(value, SHORTEST));
        return new Redactor(Stream.concat(plain, exported));
    }

    private static Stream<String> secretsIn(String value, int shortest) {
        return Stream.concat(
                Stream.of(value).filter(whole -> whole.length() >= shortest),
                password(value).filter(password -> password.length() >= SHORTEST_SECRET));
    }

    /** The same, both texts in Base64, as a command printed them. */
    public static Redactor ofEncoded(String envFile, String exportFile) {
        return of(decoded(envFile), decoded(exportFile));
    }

    /** The line with every such value replaced. */
    public String clean(String line) {
        String cleaned = line;
        for (String value : values) {
            cleaned = cleaned.replace(value, "[REDACTED]");
        }
        return cleaned;
    }

    private static String decoded(String line) {
        return new String(Base64.getDecoder().decode(line.strip()), StandardCharsets.UTF_8);
    }

    /** A URL's password is a secret of its own: programs print URLs in parts. */
    private static Stream<String> password(String value) {
        try {
            String user = value.contains("://") ? URI.create(value).getUserInfo() : null;
            return user != null && user.contains(":")
                    ? Stream.of(user.substring(user.indexOf(':') + 1))
                    : Stream.empty();
        } catch (IllegalArgumentException noUrl) {
            return Stream.empty();
        }
    }
}
