package kr.codeb.operations.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.run.Fence;
import kr.codeb.operations.testing.Inline;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void leavesPlainWordsAsTheyAre() {
        assertEquals(
                "docker pull ghcr.io/org/app:v1@sha256:ab",
                Command.of("docker", "pull", "ghcr.io/org/app:v1@sha256:ab").line());
    }

    @Test
    void quotesWhatAShellWouldChange() {
        assertEquals(
                "echo 'a b' '$HOME' 'it'\\''s' '' '*' ';rm -rf /'",
                Command.of("echo", "a b", "$HOME", "it's", "", "*", ";rm -rf /").line());
    }

    @Test
    void refusesNul() {
        assertThrows(
                IllegalArgumentException.class, () -> Command.of("echo", "a\0b").line());
    }

    @Test
    void showsNoInput() {
        assertFalse(Command.of("cat").reading("hunter2").toString().contains("hunter2"));
    }

    /** A real shell finds exactly the words, whatever they hold; also those that stand inside a script's arguments. */
    @Test
    void everyWordArrivesAsItIs() throws Exception {
        Random random = new Random(20261123);
        for (int round = 0; round < 150; round++) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                words.add(word(random));
            }
            assertArrayEquals(
                    printed(words),
                    shell(Command.of("printf", "%s\\0").with(words).line()));
            assertArrayEquals(
                    printed(words),
                    shell(Inline.script("printf '%s\\0' \"$@\"", words.toArray(String[]::new))
                            .line()));
        }
    }

    private static String word(Random random) {
        String hostile = "'\"`$\\!*?[]{}()<>|&;~#=%^ \t\n\r-";
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(20); length > 0; length--) {
            switch (random.nextInt(4)) {
                case 0 -> word.append(hostile.charAt(random.nextInt(hostile.length())));
                case 1 -> word.append((char) (1 + random.nextInt(126)));
                case 2 -> word.append("한글é😀");
                default -> word.append((char) ('a' + random.nextInt(26)));
            }
        }
        return word.toString();
    }

    private static byte[] printed(List<String> words) {
        return String.join("\0", words).concat("\0").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] shell(String line) throws IOException {
        Process process = new ProcessBuilder("/bin/sh").start();
        try (var in = process.getOutputStream()) {
            in.write(line.getBytes(StandardCharsets.UTF_8));
        }
        return process.getInputStream().readAllBytes();
    }

    @Test
    void aFailureNamesTheScriptAndItsComplaintAndNothingThatWasPassed() {
        Script script = new Script("put-site.sh", "exit 1 # the text");
        Command command = Command.script(script, "argument-7").reading("input-7");
        CommandFailed failure =
                new CommandFailed("the app server", command, new CommandResult(1, "", "no space left\n"));
        assertEquals("put-site.sh failed on the app server (1): no space left", failure.getMessage());
        assertEquals(ErrorCode.INTERNAL, failure.code());
        assertEquals("put-site.sh", command.toString());
    }

    @Test
    void aCommandThatWasEndedForItsTimeSaysSo() {
        Command command = Command.of("docker", "pull", "x:v1").within(Duration.ofSeconds(7));
        CommandFailed failure = new CommandFailed("the app server", command, new CommandResult(124, "", ""));
        assertTrue(
                failure.getMessage().startsWith("docker pull did not end within 7 s on the app server"),
                failure.getMessage());
        assertEquals(ErrorCode.HOST_UNREACHABLE, failure.code());
    }

    @Test
    void isCalledByItsProgramAlone() {
        assertEquals(
                "docker",
                Command.of("/usr/bin/docker", "-H", "unix:///run/x.sock", "ps").name());
        assertEquals("true", Command.of("true").name());
    }

    @Test
    void aScriptComesFromItsFile() {
        assertTrue(Script.of(Fence.class, "fence.sh").text().startsWith("# shellcheck shell=sh\n"));
        assertThrows(IllegalArgumentException.class, () -> Script.of(Fence.class, "no-such.sh"));
    }
}
