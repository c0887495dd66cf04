package kr.codeb.gateway.tools.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file with places to fill, {@code @NAME@}. One that stands alone on its line takes any number of lines, each as far to the right
 * as the place itself.
 */
record Template(String text) {

    private static final Pattern PLACE = Pattern.compile("(?m)^( *)@([A-Z][A-Z_]*)@\\n|@([A-Z][A-Z_]*)@");

    /** Reads a resource file, without the words that are for shellcheck only. */
    static Template read(String resource) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Template(text.replaceAll("(?m)^# shellcheck .*\\n", ""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws NullPointerException when a place has no value */
    String filled(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(3) == null
                                ? indented(value(values, place.group(2)), place.group(1))
                                : value(values, place.group(3))));
    }

    private static String value(Map<String, String> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static String indented(String block, String margin) {
        return block.lines()
                .map(line -> line.isEmpty() ? "\n" : margin + line + "\n")
                .collect(Collectors.joining());
    }
}
