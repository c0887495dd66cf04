package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox's own command: what makes no sense is told in a sentence; an {@code up} that was cut off is gone on with. */
class SandboxE2E {

    private static final Duration UP = Duration.ofMinutes(4);
    private static final int INTERRUPTIONS = Sandbox.longForm() ? 30 : 2;

    @TempDir
    private Path place;

    @AfterAll
    static void isUp() {
        Shell.run(UP, Sandbox.command(), "up").ok();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense                | There is no command
            kill                    | Which part?
            kill nonsense           | There is no part
            restart caddy nonsense  | There is no part
            kill caddy redis        | kill knows one option
            kill caddy --gently     | kill knows one option
            logs -x                 | logs knows one option
            logs caddy redis        | one part or all
            up --fast               | takes no more words
            test NoSuchE2E          | There is no end-to-end test NoSuchE2E
            """)
    void aWrongWordGetsASentence(String words, String sentence) {
        String[] command = (Sandbox.command() + " " + words).split(" ");
        refused(Shell.run(command), sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "/", "/var", "/etc/passwd", "/tmp/../tmp/x", "/tmp/a b"})
    void aHomeThatIsNoPlaceForASandboxIsRefused(String home) {
        refused(Shell.run(UP, Map.of("CODEB_SANDBOX_HOME", home), Sandbox.command(), "up"), "CODEB_SANDBOX_HOME");
    }

    @Test
    void aFolderOfSomebodyElseIsNotTaken() throws Exception {
        Path theirs = Files.writeString(place.resolve("thesis.txt"), "years of work");
        refused(
                Shell.run(UP, Map.of("CODEB_SANDBOX_HOME", place.toString()), Sandbox.command(), "up"),
                "holds something else already (thesis.txt)");
        assertEquals("years of work", Files.readString(theirs));
    }

    @Test
    void aDiskThatIsTooSmallIsSaidBeforeAnythingIsInstalled() {
        refused(
                Shell.run(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=50m small \"$1\" && CODEB_SANDBOX_HOME=\"$1/home\" exec \"$2\" up",
                        "sh",
                        place.toString(),
                        Sandbox.command()),
                "needs 3000 MB of disk");
    }

    @Test
    void nobodyButRootIsToldSo() {
        // A user namespace: nobody in there, who may still read this checkout.
        refused(Shell.run("unshare", "--user", Sandbox.command(), "status"), "needs root");
    }

    @Test
    void twoAtOnceWaitForEachOther() throws Exception {
        Process first = Shell.background("exec \"$1\" up >/dev/null 2>&1", Sandbox.command());
        Shell.Output second = Shell.run(UP, Sandbox.command(), "up").ok();
        assertEquals(0, first.waitFor(), second::err);
    }

    /** As after a {@code git pull}: what runs was started by an older version. */
    @Test
    void aServerThatIsConfiguredInAnotherWayNowIsStartedAnew() throws Exception {
        Files.writeString(Path.of(Sandbox.need("CODEB_SANDBOX_HOME"), "run", "caddy.setup"), "an older version's\n");
        String said = Shell.run(UP, Sandbox.command(), "servers").ok().err();
        assertTrue(said.contains("caddy has another configuration now") && !said.contains("sshd has"), said);
        said = Shell.run(UP, Sandbox.command(), "servers").ok().err();
        assertFalse(said.contains("Starting"), said);
    }

    /** From nothing running, killed at random moments with all that it was waiting for; the next one brings everything up. */
    @Test
    void anUpThatWasKilledIsGoneOnWith() throws Exception {
        long seed = Long.getLong("codeb.e2e.seed", System.nanoTime());
        Random random = new Random(seed);
        Shell.run(UP, Sandbox.command(), "down").ok();
        for (int i = 0; i < INTERRUPTIONS; i++) {
            String signal = random.nextBoolean() ? "KILL" : "INT";
            Process up = Shell.background("exec setsid \"$1\" up >/dev/null 2>&1", Sandbox.command());
            Wait.millis(random.nextInt(6_000));
            Shell.run("kill", "-s", signal, "--", "-" + up.pid());
            up.waitFor();
        }
        Shell.Output whole = Shell.run(UP, Sandbox.command(), "up");
        assertFalse(whole.failed(), () -> "seed " + seed + ": " + whole.err());
        String status = Shell.run(UP, Sandbox.command(), "status").ok().text();
        assertTrue(status.contains("All is up."), () -> "seed " + seed + ": " + status);
    }

    /** One sentence, and no line of the script that said it. */
    private static void refused(Shell.Output output, String sentence) {
        assertTrue(output.failed(), output::toString);
        assertTrue(output.err().contains(sentence), output.err());
        assertFalse(output.err().contains("stopped in"), output.err());
    }
}
