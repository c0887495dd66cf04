package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The services' SSH key, in anybody's hands, gets nothing of the hosts but what CodeB itself sends. That CodeB gets all of that is
 * what the other tests show: their commands pass the same door.
 */
class HostKeyE2E {

    private static final int REFUSED = 126;
    private static final Path LOG = Sandbox.logs().resolve("codeb-host.log");
    private static final Set<String> SAID = new HashSet<>();

    private final Properties settings = Sandbox.settings();

    @TempDir
    Path folder;

    private record Ended(int exit, String out, String err) {}

    /** What was refused here is not what somebody looks for there. */
    @AfterAll
    static void forget() throws IOException {
        List<String> others = Files.readAllLines(LOG).stream()
                .filter(line -> SAID.stream().noneMatch(line::endsWith))
                .toList();
        Files.write(LOG, others);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "storage"})
    void theHostAnswersWhatCodebSends(String host) throws Exception {
        assertEquals(new Ended(0, "", ""), ssh(host, List.of(), "timeout -k 5 10 true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "storage"})
    void thereIsNoShell(String host) throws Exception {
        Ended terminal = ssh(host, List.of("-tt"), null);
        assertTrue(terminal.exit() != 0 && terminal.out().isEmpty(), terminal::toString);
        assertRefused(ssh(host, List.of("-T"), null));
        assertRefused(ssh(host, List.of(), "id"));
        assertRefused(ssh(host, List.of(), "sh"));
        assertRefused(ssh(host, List.of(), "bash -c id"));
        assertRefused(ssh(host, List.of(), "timeout -k 5 10 sh -c id sh"));
        assertRefused(ssh(host, List.of(), "timeout -k 5 10 true; id"));
        assertRefused(ssh(host, List.of(), "timeout -k 5 10 true\nid"));
        assertRefused(ssh(host, List.of(), "timeout -k 5 10 $(id)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "storage"})
    void filesAreNeitherFetchedNorBrought(String host) throws Exception {
        assertRefused(ssh(host, List.of("-s"), "sftp"));
        assertRefused(ssh(host, List.of(), "scp -f /etc/shadow"));
        assertRefused(ssh(host, List.of(), "timeout -k 5 10 cat /etc/shadow"));
        assertRefused(ssh(host, List.of(), "timeout -k 5 10 rm -f /etc/hostname"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "storage"})
    void nothingIsForwarded(String host) throws Exception {
        Ended out = ssh(host, List.of("-W", "127.0.0.1:22"), null);
        assertTrue(out.exit() != 0 && out.out().isEmpty(), out::toString);
        Ended in = ssh(host, List.of("-N", "-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:0:127.0.0.1:22"), null);
        assertTrue(in.exit() != 0, in::toString);
    }

    @Test
    void aChangedScriptDoesNotRun() throws Exception {
        String text = Files.readString(
                Path.of("../../provisioner-service/src/main/resources/kr/codeb/provisioner/env/read.sh"));
        Path file =
                Files.createDirectories(Sandbox.root().resolve("env/host-key")).resolve(".env");
        Files.writeString(file, "A=1\n");
        try {
            Ended read = ssh("app", List.of(), "timeout -k 5 10 sh -c %s read.sh %s".formatted(quoted(text), file));
            assertEquals(new Ended(0, "QT0xCg==\n", ""), read);
            assertRefused(
                    ssh("app", List.of(), "timeout -k 5 10 sh -c %s read.sh %s".formatted(quoted(text + "id"), file)));
            assertRefused(
                    ssh("app", List.of(), "timeout -k 5 10 sh -c %s read.sh /etc/shadow".formatted(quoted(text))));
        } finally {
            Files.delete(file);
            Files.delete(file.getParent());
        }
    }

    @Test
    void noContainerIsMoreThanCodebMakesIt() throws Exception {
        String docker = settings.getProperty("codeb.app.docker");
        String image = Sandbox.image("ok:v1");
        Path made = folder.resolve("made");
        for (String words : List.of(
                "run --rm -v /:/host " + image,
                "create --privileged " + image,
                "create --name host-key -v %s:/made %s".formatted(made.getParent(), image),
                "exec hello-production-blue id",
                "ps -aq",
                "version")) {
            assertRefused(ssh("app", List.of(), "timeout -k 5 10 " + docker + " " + words));
        }
        assertFalse(Files.exists(made));
    }

    private void assertRefused(Ended ended) {
        assertEquals(REFUSED, ended.exit(), ended::toString);
        assertEquals("", ended.out());
        // sshd sends no standard error of what it runs for a subsystem.
        assertTrue(ended.err().isEmpty() || ended.err().startsWith("codeb-host: "), ended::toString);
    }

    private Ended ssh(String host, List<String> options, String command) throws Exception {
        String prefix = "codeb." + host + ".ssh.";
        List<String> words =
                new ArrayList<>(List.of("ssh", "-F", "none", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes"));
        words.addAll(List.of("-o", "LogLevel=ERROR", "-o", "ConnectTimeout=10"));
        words.addAll(List.of("-o", "UserKnownHostsFile=" + settings.getProperty(prefix + "known-hosts-file")));
        words.addAll(
                List.of("-i", settings.getProperty(prefix + "key-file"), "-p", settings.getProperty(prefix + "port")));
        words.addAll(options);
        words.add(settings.getProperty(prefix + "user") + "@" + settings.getProperty(prefix + "host"));
        if (command != null) {
            words.add(command);
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process ssh = new ProcessBuilder(words)
                .redirectInput(Files.writeString(folder.resolve("in"), "id\n").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!ssh.waitFor(30, TimeUnit.SECONDS)) {
            ssh.destroyForcibly();
            throw new AssertionError("ssh did not end: " + command);
        }
        Ended ended = new Ended(ssh.exitValue(), Files.readString(out), Files.readString(err));
        (ended.out() + ended.err())
                .lines()
                .filter(line -> line.startsWith("codeb-host: "))
                .forEach(line -> SAID.add(line.substring(12)));
        return ended;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
