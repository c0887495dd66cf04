package kr.codeb.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs on this host, as a person at a terminal would: docker, dig, psql, redis-cli, jq. */
final class Shell {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Shell() {}

    record Output(List<String> words, int exit, String out, String err) {

        /** @return this output. Fails the test unless the program ended with 0 */
        Output ok() {
            if (exit != 0) {
                throw new AssertionError("%s ended with %d: %s%s".formatted(String.join(" ", words), exit, out, err));
            }
            return this;
        }

        boolean failed() {
            return exit != 0;
        }

        /** Standard output without the last line's end. */
        String text() {
            return out.stripTrailing();
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    static Output run(String... words) {
        return run(PATIENCE, words);
    }

    static Output run(Duration limit, String... words) {
        return run(limit, Map.of(), words);
    }

    /** @param secrets variables for the program: neither its arguments nor a failure's message tell them */
    static Output run(Duration limit, Map<String, String> secrets, String... words) {
        try {
            Process process = start(secrets, words);
            process.getOutputStream().close();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("%s did not end in %s".formatted(String.join(" ", words), limit));
            }
            return new Output(List.of(words), process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a script with arguments {@code $1}, {@code $2}, … */
    static Output sh(String script, String... arguments) {
        return run(withArguments(script, arguments));
    }

    /** Starts a script; the caller ends it. */
    static Process background(String script, String... arguments) {
        try {
            return start(Map.of(), withArguments(script, arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(Map<String, String> variables, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static String[] withArguments(String script, String... arguments) {
        String[] words = new String[arguments.length + 4];
        words[0] = "bash";
        words[1] = "-c";
        words[2] = script;
        words[3] = "e2e";
        System.arraycopy(arguments, 0, words, 4, arguments.length);
        return words;
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
