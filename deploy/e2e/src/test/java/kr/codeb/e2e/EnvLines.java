package kr.codeb.e2e;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random env files: every way to write a line, with characters that hurt somewhere. */
final class EnvLines {

    private static final List<String> PIECES = List.of(
            "a", "Z", "0", " ", "  ", "=", "#", "$", "${HOME}", "$(id)", ";", "&", "|", "<", ">", "*", "~", "!", "?",
            "%41", "/", "\\", "\\n", "\\t", ",", ":", "{", "}", "[", "]", "@", "+", "-", ".", "한", "é", "🚀", "\t",
            "\"", "'", "`", "\n");

    private EnvLines() {}

    /** A file of this many variables; each line is well formed, so nothing of it may be refused or lost. */
    static String random(Random random, int variables) {
        return IntStream.range(0, variables)
                .mapToObj(i -> line(random, "R_" + i))
                .collect(Collectors.joining());
    }

    private static String line(Random random, String name) {
        String assigned = (random.nextInt(6) == 0 ? "export " : "") + name + (random.nextInt(8) == 0 ? " = " : "=");
        return assigned + value(random) + (random.nextInt(5) == 0 ? "\n\n# a comment with = and ' in it\n" : "\n");
    }

    private static String value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> quoted(random, "'", "'");
            case 1 -> quoted(random, "\"", "\"\\");
            case 2 -> quoted(random, "`", "`");
            default -> bare(random);
        };
    }

    /** A backslash before the closing quote would keep dotenv from closing there. */
    private static String quoted(Random random, String quote, String without) {
        String inside = pieces(random, piece -> without.chars().anyMatch(c -> piece.indexOf(c) >= 0));
        return quote + inside + (inside.endsWith("\\") ? "." : "") + quote;
    }

    /** Without quotes a value ends at its line's end and loses the spaces around it; it may not begin with a quote. */
    private static String bare(Random random) {
        return "x" + pieces(random, piece -> "\"'`\n#".chars().anyMatch(c -> piece.indexOf(c) >= 0));
    }

    private interface Unfit {
        boolean here(String piece);
    }

    private static String pieces(Random random, Unfit unfit) {
        IntFunction<String> pick = i -> PIECES.get(random.nextInt(PIECES.size()));
        return IntStream.range(0, random.nextInt(25))
                .mapToObj(pick)
                .filter(piece -> !unfit.here(piece))
                .collect(Collectors.joining());
    }
}
