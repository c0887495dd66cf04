package kr.codeb.operations.ssh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a value: words that are quoted once, here, and what it reads. Secrets go into the input, never into words.
 *
 * @param name what logs and failures call it, without its arguments: {@code put-site.sh}, {@code docker pull}
 * @param words program and arguments, unquoted
 * @param input what it reads from standard input; empty for nothing
 * @param limit how long it may run before it is ended on the host
 * @param keeping how many bytes it may say on standard output; more is a failure, as nobody would see all of it
 */
public record Command(String name, List<String> words, byte[] input, Duration limit, int keeping) {

    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final int MUCH = 4 << 20;

    public Command {
        words = List.copyOf(words);
    }

    public static Command of(String... words) {
        return of(List.of(words));
    }

    public static Command of(List<String> words) {
        return new Command(nameOf(words), words, new byte[0], USUAL, MUCH);
    }

    /** A shell program with arguments {@code $1 …}. */
    public static Command script(Script script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script.text(), script.name()));
        words.addAll(List.of(arguments));
        return of(words).named(script.name());
    }

    /** The same command with these words after the ones it has. */
    public Command with(String... more) {
        return with(List.of(more));
    }

    public Command with(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new Command(name, all, input, limit, keeping);
    }

    public Command named(String shown) {
        return new Command(shown, words, input, limit, keeping);
    }

    public Command reading(String text) {
        return reading(text.getBytes(StandardCharsets.UTF_8));
    }

    public Command reading(byte[] bytes) {
        return new Command(name, words, bytes, limit, keeping);
    }

    public Command within(Duration longest) {
        return new Command(name, words, input, longest, keeping);
    }

    public Command keeping(int bytes) {
        return new Command(name, words, input, limit, bytes);
    }

    /** The line that a POSIX shell reads as exactly these words. */
    public String line() {
        return Words.line(words);
    }

    @Override
    public String toString() {
        return name;
    }

    /** The program, and the word after it when that is a subcommand. */
    private static String nameOf(List<String> words) {
        String program = Path.of(words.getFirst()).getFileName().toString();
        return words.size() > 1 && words.get(1).matches("[a-z][a-z-]{0,20}") ? program + " " + words.get(1) : program;
    }
}
