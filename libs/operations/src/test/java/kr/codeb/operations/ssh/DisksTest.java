package kr.codeb.operations.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DisksTest {

    @Test
    void eachDiskIsToldOnce() throws IOException {
        List<String> said = nearlyFull("0", "/", "/etc", "/nowhere/at/all");
        assertTrue(
                said.stream().anyMatch(line -> line.matches("/.* is \\d+% full: \\d+ MiB are left\\.")),
                said::toString);
        assertEquals(said.stream().distinct().toList(), said);
    }

    @Test
    void whereThereIsRoomNothingIsSaid() throws IOException {
        assertEquals(List.of(), nearlyFull("101", "/"));
        assertEquals(List.of(), nearlyFull("0", "/nowhere/at/all"));
        assertEquals(List.of(), nearlyFull("0"));
    }

    /** Of a network's disk for example. SshTest has a host end what lasts longer than its limit. */
    @Test
    void aDiskThatIsSilentIsNoWarning() {
        Remote silent = new Remote() {
            @Override
            public CommandResult run(Command command) {
                assertEquals(Duration.ofSeconds(4), command.limit());
                return new CommandResult(124, "", "");
            }

            @Override
            public String name() {
                return "the app server";
            }
        };
        assertNull(Disks.warning(silent, "/mnt"));
    }

    private static List<String> nearlyFull(String... arguments) throws IOException {
        try (var file = DisksTest.class.getResourceAsStream("nearly-full.sh")) {
            String script = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Process shell = new ProcessBuilder(Stream.concat(Stream.of("sh", "-c", script, "sh"), Stream.of(arguments))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
