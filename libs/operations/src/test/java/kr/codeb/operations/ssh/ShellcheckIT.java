package kr.codeb.operations.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** shellcheck has nothing to say about any shell program of the project: the services', the sandbox's, CI's. */
class ShellcheckIT {

    @Test
    void findsNothing() throws IOException, InterruptedException {
        Path project = project();
        List<String> words = new ArrayList<>(
                List.of("shellcheck", "--external-sources", "--format=gcc", "--severity=warning", "--exclude=SC2034"));
        try (Stream<Path> files = Files.walk(project)) {
            files.map(project::relativize)
                    .filter(file -> !file.toString().matches("(.*/)?(target|node_modules|\\.git)(/.*)?"))
                    .filter(file -> Files.isRegularFile(project.resolve(file)) && isShell(project.resolve(file)))
                    .sorted()
                    .forEach(file -> words.add(file.toString()));
        }
        assertTrue(words.size() > 40, words::toString);
        Process shellcheck = new ProcessBuilder(words)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String found = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shellcheck.waitFor(), found);
    }

    private static boolean isShell(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .matches(
                            "(?s)#!/(usr/)?bin/(env )?(ba)?sh\\b.*|# .{0,200}?# shellcheck shell=.*|# shellcheck shell=.*");
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("deploy"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
