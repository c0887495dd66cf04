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
        programs(project).forEach(file -> words.add(file.toString()));
        assertTrue(words.size() > 40, words::toString);
        Process shellcheck = new ProcessBuilder(words)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String found = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shellcheck.waitFor(), found);
    }

    /** Under pipefail, whoever stops reading makes a pipe fail now and then: the writer may not be done. So all of it is read. */
    @Test
    void whatStandsBehindAPipeReadsItToItsEnd() throws IOException {
        Path project = project();
        List<String> found = new ArrayList<>();
        for (Path file : programs(project)) {
            String program = Files.readString(project.resolve(file));
            if (program.contains("shell=sh\n") || program.startsWith("#!/bin/sh")) {
                continue;
            }
            program.lines()
                    .filter(line -> line.matches("(.*[^|])?\\|\\s*grep (-\\w+ )*-\\w*[qm].*"))
                    .forEach(line -> found.add(file + ": " + line.strip()));
        }
        assertEquals(List.of(), found);
    }

    private static List<Path> programs(Path project) throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            return files.map(project::relativize)
                    .filter(file -> !file.toString().matches("(.*/)?(target|node_modules|\\.git)(/.*)?"))
                    .filter(file -> Files.isRegularFile(project.resolve(file)) && isShell(project.resolve(file)))
                    .sorted()
                    .toList();
        }
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
