package kr.codeb.provisioner.env;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an env file as npm's dotenv 16 does, which is one regular expression:
 *
 * <pre>{@code
 * /(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/mg
 * }</pre>
 *
 * It is followed by hand here because Java's expressions overflow the stack on long values, and because what dotenv would
 * leave out in silence is refused here.
 */
final class DotenvReader {

    private static final int LONGEST_VALUE = 120 * 1024;

    private final String text;
    private final List<EnvLine> lines = new ArrayList<>();
    private int at;
    private int line = 1;

    private DotenvReader(String text) {
        this.text = text;
    }

    /** @throws kr.codeb.contracts.error.CodebException ENV_INVALID with the line's number */
    static List<EnvLine> read(String text) {
        DotenvReader reader = new DotenvReader(text.replace("\r\n", "\n").replace('\r', '\n'));
        reader.refuseWhatNoValueCanHold();
        while (reader.at < reader.text.length()) {
            reader.readLine();
        }
        return reader.lines;
    }

    private void readLine() {
        int begin = skipBlanks(at);
        if (isLineEnd(begin) || text.charAt(begin) == '#') {
            int end = commentEnd(begin);
            take(new EnvLine.Text(text.substring(at, end)), end);
            return;
        }
        Head head = head(begin).orElseThrow(() -> EnvInvalid.at(line, "is no assignment; it must read NAME=value."));
        Value value = value(head.valueAt());
        int end = commentEnd(value.end());
        String comment = text.substring(skipBlanks(value.end()), end);
        refuse(head.name(), value.value());
        take(
                new EnvLine.Assignment(
                        line, text.substring(at, end), head.exported(), head.name(), value.value(), comment),
                end);
    }

    private void take(EnvLine taken, int end) {
        lines.add(taken);
        line += 1 + (int) taken.raw().chars().filter(c -> c == '\n').count();
        at = end + 1;
    }

    private record Head(boolean exported, String name, int valueAt) {}

    private Optional<Head> head(int begin) {
        if (text.startsWith("export", begin)) {
            int afterExport = skipBlanks(begin + 6);
            Optional<Head> exported = afterExport == begin + 6 ? Optional.empty() : nameAt(afterExport, true);
            if (exported.isPresent()) {
                return exported;
            }
        }
        return nameAt(begin, false);
    }

    private Optional<Head> nameAt(int begin, boolean exported) {
        int end = begin;
        while (end < text.length() && isNameChar(text.charAt(end))) {
            end++;
        }
        if (end == begin) {
            return Optional.empty();
        }
        String name = text.substring(begin, end);
        int separator = skipBlanks(end);
        if (separator < text.length() && text.charAt(separator) == '=') {
            return Optional.of(new Head(exported, name, separator + 1));
        }
        if (text.startsWith(":", end) && end + 1 < text.length() && isBlank(text.charAt(end + 1))) {
            return Optional.of(new Head(exported, name, end + 2));
        }
        return Optional.empty();
    }

    private record Value(String value, int end) {}

    private Value value(int begin) {
        int open = skipBlanks(begin);
        if (open < text.length() && isQuote(text.charAt(open))) {
            int close = closingQuote(open);
            if (close > 0) {
                String inner = text.substring(open + 1, close);
                return new Value(text.charAt(open) == '"' ? unescaped(inner) : inner, close + 1);
            }
        }
        return unquoted(begin);
    }

    /** An escaped quote is part of the value, unless nothing else could close it. */
    private int closingQuote(int open) {
        char quote = text.charAt(open);
        List<Integer> escaped = new ArrayList<>();
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            if (text.charAt(i) == '\\' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                escaped.add(++i);
            }
            i++;
        }
        if (i < text.length() && endsLine(i + 1)) {
            return i;
        }
        return escaped.reversed().stream()
                .filter(close -> endsLine(close + 1))
                .findFirst()
                .orElse(-1);
    }

    private boolean endsLine(int after) {
        int next = skipBlanks(after);
        if (next < text.length()) {
            refuseForeignLineEnd(next);
        }
        return isLineEnd(next) || text.charAt(next) == '#';
    }

    private Value unquoted(int begin) {
        int end = begin;
        while (!isLineEnd(end) && text.charAt(end) != '#') {
            refuseForeignLineEnd(end++);
        }
        String value = trimmed(begin, end);
        if (value.isEmpty()) {
            return new Value(value, end);
        }
        char first = value.charAt(0);
        boolean closed = value.length() > 1 && isQuote(first) && value.charAt(value.length() - 1) == first;
        String inner = closed ? value.substring(1, value.length() - 1) : value;
        return new Value(first == '"' ? unescaped(inner) : inner, end);
    }

    private static String unescaped(String value) {
        return value.replace("\\n", "\n").replace("\\r", "\r");
    }

    private String trimmed(int begin, int end) {
        int from = begin;
        int to = end;
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private int commentEnd(int begin) {
        int end = begin;
        while (!isLineEnd(end)) {
            refuseForeignLineEnd(end++);
        }
        return end;
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private boolean isLineEnd(int i) {
        return i >= text.length() || text.charAt(i) == '\n';
    }

    static boolean isQuote(char c) {
        return c == '\'' || c == '"' || c == '`';
    }

    private static boolean isNameChar(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-';
    }

    /** What JavaScript's {@code \s} matches, without line ends. */
    static boolean isBlank(char c) {
        return switch (c) {
            case ' ', '\t', '\u000B', '\f', '\u00A0', '\u1680', '\u202F', '\u205F', '\u3000', '\uFEFF' -> true;
            default -> c >= '\u2000' && c <= '\u200A';
        };
    }

    /** JavaScript also ends a line at U+2028 and U+2029, so what follows would count as a line of its own. */
    private void refuseForeignLineEnd(int i) {
        if (text.charAt(i) == '\u2028' || text.charAt(i) == '\u2029') {
            throw EnvInvalid.at(line, "holds a Unicode line separator outside quotes. Quote the value or remove it.");
        }
    }

    private void refuseWhatNoValueCanHold() {
        int number = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                number++;
            } else if (c == '\0') {
                throw EnvInvalid.at(number, "holds a NUL character, which no environment variable can.");
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw EnvInvalid.at(number, "holds half a character, which UTF-8 cannot carry.");
            }
        }
    }

    private void refuse(String name, String value) {
        if (name.equals("__proto__")) {
            throw EnvInvalid.at(line, "sets __proto__, which dotenv leaves out. Choose another name.");
        }
        if (value.length() > LONGEST_VALUE || value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE) {
            throw EnvInvalid.at(
                    line, "gives %s more than 120 KiB, which no container can be started with.".formatted(name));
        }
    }
}
