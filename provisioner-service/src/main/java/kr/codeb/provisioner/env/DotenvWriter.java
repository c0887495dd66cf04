package kr.codeb.provisioner.env;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kr.codeb.contracts.error.CodebException;

/**
 * Writes an assignment so that dotenv reads the very same value back, whatever lines follow. Where dotenv's syntax allows no
 * such line (a quoted value that ends in a backslash), it is one that reads back if no quote follows; {@link EnvFile#text}
 * makes sure of it.
 */
final class DotenvWriter {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,?&~^*!-]*");
    /** What could follow: quotes that open where a value's own quote should close. */
    private static final List<String> FOLLOWED_BY = List.of("", "N='\n'\n", "N=\"\n\"\n", "N=`\n`\n");

    private DotenvWriter() {}

    /**
     * @param comment empty, or what was after the value, from {@code #} on; left out where it would change the value
     * @throws CodebException ENV_INVALID when dotenv's syntax cannot say this value
     */
    static String write(boolean exported, String name, String value, String comment) {
        String head = (exported ? "export " : "") + name + "=";
        return assignment(head, name, value, comment.isEmpty() ? "" : " " + comment, FOLLOWED_BY)
                .or(() -> assignment(head, name, value, "", FOLLOWED_BY))
                .or(() -> assignment(head, name, value, "", List.of("")))
                .orElseThrow(() -> EnvInvalid.because(
                        ("The value of %s cannot be written in an env file: it mixes all kinds of quotes with line breaks or #. "
                                        + "Encode it, with Base64 for example.")
                                .formatted(name)));
    }

    private static Optional<String> assignment(
            String head, String name, String value, String tail, List<String> followedBy) {
        return candidates(value).stream()
                .map(candidate -> head + candidate + tail)
                .filter(line -> followedBy.stream().allMatch(next -> readsAs(line, next, name, value)))
                .findFirst();
    }

    private static List<String> candidates(String value) {
        List<String> ways = new ArrayList<>();
        if (PLAIN.matcher(value).matches()) {
            ways.add(value);
        }
        for (String quote : List.of("\"", "'", "`")) {
            ways.add(quote + value + quote);
        }
        ways.add("\"" + value.replace("\n", "\\n").replace("\r", "\\r") + "\"");
        ways.add(value);
        return ways;
    }

    private static boolean readsAs(String line, String next, String name, String value) {
        try {
            List<EnvLine> read = DotenvReader.read(line + "\n" + next);
            return read.size() == (next.isEmpty() ? 1 : 2)
                    && read.getFirst() instanceof EnvLine.Assignment written
                    && written.name().equals(name)
                    && written.value().equals(value);
        } catch (CodebException unreadable) {
            return false;
        }
    }
}
