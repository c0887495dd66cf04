package kr.codeb.operations.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Every shell program that the services run on a host. What shellcheck says of them is asked by {@link ShellcheckIT}. */
class ScriptFilesTest {

    private static final Path PROJECT = project();
    private static final Pattern EXIT = Pattern.compile("\\bexit +(\\d+)");
    private static final Pattern HEAD = Pattern.compile("# shellcheck shell=(?:ba)?sh( disable=SC\\d+(,SC\\d+)*)?\n# ");
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
                .filter(script -> !HEAD.matcher(read(script)).lookingAt())
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

    private static List<Path> resources() throws IOException {
        return scripts(PROJECT, "**/src/main/resources/**.sh");
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
