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

    private static final int SHORTEST = 8;
    private static final Pattern EXPORT = Pattern.compile("'([^']*)'");
    private static final Set<String> HARMLESS =
            Set.of("production", "development", "localhost", "127.0.0.1", "information", "disabled");

    private final List<String> values;

    private Redactor(Stream<String> values) {
        this.values = values.flatMap(value -> Stream.concat(Stream.of(value), password(value)))
                .filter(value -> value.length() >= SHORTEST && !HARMLESS.contains(value))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /**
     * @param envFile text of an {@code --env-file}: lines {@code NAME=value}
     * @param exportFile text of a shell file: {@code export NAME='value'}
     */
    public static Redactor of(String envFile, String exportFile) {
        Stream<String> plain =
                envFile.lines().filter(line -> line.contains("=")).map(line -> line.substring(line.indexOf('=') + 1));
        Stream<String> exported = EXPORT.matcher(exportFile)
                .results()
                .flatMap(match -> match.group(1).lines());
        return new Redactor(Stream.concat(plain, exported));
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
