package kr.codeb.operations.ssh;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a value: words that are quoted once, here, and what it reads. Secrets go into the input, never into words.
 *
 * @param words program and arguments, unquoted
 * @param input what it reads from standard input; empty for nothing
 * @param limit how long it may run before it is ended on the host
 */
public record Command(List<String> words, byte[] input, Duration limit) {

    private static final Duration USUAL = Duration.ofSeconds(60);

    public Command {
        words = List.copyOf(words);
    }

    public static Command of(String... words) {
        return of(List.of(words));
    }

    public static Command of(List<String> words) {
        return new Command(words, new byte[0], USUAL);
    }

    /** A shell script with arguments {@code $1 …}; the script itself must be a constant. */
    public static Command script(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(List.of(arguments));
        return of(words);
    }

    /** The same command with these words after the ones it has. */
    public Command with(String... more) {
        return with(List.of(more));
    }

    public Command with(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new Command(all, input, limit);
    }

    public Command reading(String text) {
        return new Command(words, text.getBytes(StandardCharsets.UTF_8), limit);
    }

    public Command within(Duration longest) {
        return new Command(words, input, longest);
    }

    /** The line that a POSIX shell reads as exactly these words. */
    public String line() {
        return Words.line(words);
    }

    @Override
    public String toString() {
        return line() + (input.length == 0 ? "" : " < [REDACTED]");
    }
}
