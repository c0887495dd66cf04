package kr.codeb.operations.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every shell program of the whole project, those of the services and those in {@code deploy}. */
class ScriptFilesTest {

    private static final Path PROJECT = project();
    private static final Pattern EXIT = Pattern.compile("\\bexit +(\\d+)");
    private static final String TABLE =
            Arrays.stream(Exit.values()).map(Enum::name).collect(Collectors.joining("|"));
    private static final Pattern NAMED = Pattern.compile("# (" + TABLE + ")$");

    @Test
    void endOnlyWithNumbersOfTheTableAndNameThem() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path script : resources()) {
            for (String line : Files.readAllLines(script)) {
                EXIT.matcher(line.replaceFirst("^\\s*#.*", ""))
                        .results()
                        .filter(exit -> !isAllowed(exit, line))
                        .forEach(exit -> wrong.add(PROJECT.relativize(script) + ": " + line.strip()));
            }
        }
        assertEquals(List.of(), wrong, "0, 1, or a number of Exit with its name as a comment behind it");
    }

    private static boolean isAllowed(MatchResult exit, String line) {
        int number = Integer.parseInt(exit.group(1));
        return number <= 1
                || NAMED.matcher(line)
                        .results()
                        .anyMatch(named -> Exit.valueOf(named.group(1)).number() == number);
    }

    @Test
    void sayAtTheirHeadWhichShellAndWhatFor() throws IOException {
        List<Path> bare = resources().stream()
                .filter(script -> !read(script).startsWith("# shellcheck shell=sh\n# "))
                .map(PROJECT::relativize)
                .toList();
        assertEquals(List.of(), bare);
    }

    @Test
    void noNumberOfTheTableStandsTwiceOrWhereOtherProgramsHaveTheirs() {
        List<Integer> numbers = Arrays.stream(Exit.values()).map(Exit::number).toList();
        assertEquals(numbers.size(), numbers.stream().distinct().count());
        assertTrue(numbers.stream().allMatch(number -> number >= 200 && number <= 230), numbers::toString);
    }

    @Test
    void shellcheckFindsNothing() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "shellcheck is not installed here; deploy/sandbox test installs it");
        List<String> words = new ArrayList<>(List.of("shellcheck", "--external-sources", "--format=gcc"));
        List<Path> scripts = new ArrayList<>(resources());
        scripts.addAll(ofDeploy());
        assertFalse(scripts.isEmpty());
        scripts.forEach(script -> words.add(PROJECT.relativize(script).toString()));
        Process shellcheck = new ProcessBuilder(words)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        String found = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shellcheck.waitFor(), found);
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck")));
    }

    private static List<Path> resources() throws IOException {
        return scripts(PROJECT, "**/src/main/resources/**.sh");
    }

    private static List<Path> ofDeploy() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("deploy"))) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !file.toString().contains("/target/")
                            && read(file).matches("(?s)#!/(usr/)?bin/(env )?(ba)?sh\\b.*|# shellcheck shell=.*"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> scripts(Path root, String glob) throws IOException {
        var matches = root.getFileSystem().getPathMatcher("glob:" + root + "/" + glob);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(
                            file -> matches.matches(file) && !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
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
