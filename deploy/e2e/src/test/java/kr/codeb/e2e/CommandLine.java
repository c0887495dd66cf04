package kr.codeb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code codeb}, the command line of who keeps the servers, with a folder of its own for what is {@code /etc/codeb} on a real machine.
 *
 * @param home that folder and those of backups and scratch files are below it
 */
record CommandLine(Path home) {

    private static final Path CLI = Path.of("../package/cli").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** On the sandbox's settings. */
    static CommandLine onTheSandbox(Path home) throws IOException {
        CommandLine codeb = new CommandLine(home);
        Files.createDirectories(codeb.etc());
        Files.createDirectories(codeb.scratch());
        Path settings = Path.of(Sandbox.need("CODEB_SETTINGS"));
        Files.copy(settings, codeb.etc().resolve("codeb.properties"));
        Files.createSymbolicLink(codeb.etc().resolve("credentials"), settings.resolveSibling("credentials"));
        return codeb;
    }

    /** Another machine: nothing is set up there. */
    CommandLine bare(String name) {
        try {
            Files.createDirectories(home.resolve(name).resolve("scratch"));
            return new CommandLine(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path etc() {
        return home.resolve("etc");
    }

    Path key() {
        return etc().resolve("backup.key");
    }

    Path backups() {
        return home.resolve("backups");
    }

    Path scratch() {
        return home.resolve("scratch");
    }

    Shell.Output run(String... words) {
        return with(Map.of(), words);
    }

    Shell.Output with(Map<String, String> more, String... words) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CODEB_ETC", etc().toString(),
                "CODEB_CLI", CLI.toString(),
                "CODEB_BACKUPS", backups().toString(),
                "CODEB_SCRATCH", scratch().toString(),
                "CODEB_SERVICE_COMMAND", Sandbox.command()));
        variables.putAll(more);
        List<String> all = new ArrayList<>(List.of(variables.get("CODEB_CLI") + "/codeb"));
        all.addAll(List.of(words));
        return Shell.run(PATIENCE, variables, all.toArray(String[]::new));
    }

    /** It ends with this status, and says this; nothing secret stays behind. */
    Shell.Output refused(int status, String sentence, String... words) {
        Shell.Output output = run(words);
        if (output.exit() != status
                || !output.err().contains(sentence)
                || output.err().contains("stopped in")) {
            throw new AssertionError("expected %d and '%s', got %s".formatted(status, sentence, output));
        }
        if (!Text.list(scratch()).isEmpty()) {
            throw new AssertionError("left behind: " + Text.list(scratch()));
        }
        return output;
    }

    static Path parts() {
        return CLI;
    }
}
