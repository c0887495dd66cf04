package kr.codeb.deployer.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much a container has said, what leaves the host is bounded: in bytes, and in the length of a line. */
class ContainerLogScriptTest {

    private static final int WIDEST = 8_000;
    private static final int MOST = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void thirtyMegabytesOfLongLinesBecomeTheEndOfThem() throws Exception {
        String said = logOf("yes \"$(head -c 16000 /dev/zero | tr '\\0' x)\" | head -n 2000; echo the last one");

        assertTrue(said.getBytes(StandardCharsets.UTF_8).length <= MOST, () -> "bytes: " + said.length());
        List<String> lines = said.lines().toList();
        assertEquals("the last one", lines.getLast());
        assertEquals(WIDEST, lines.get(lines.size() - 2).length());
    }

    @Test
    void whatIsShortIsWhole() throws Exception {
        assertEquals("one\ntwo\n", logOf("echo one; echo two >&2"));
    }

    /** @param says the shell words that print what `docker logs` would */
    private String logOf(String says) throws IOException, InterruptedException {
        Path docker = Files.writeString(
                folder.resolve("docker"), "#!/bin/sh\ncase $1 in logs) " + says + ";; *) echo ok;; esac\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        script(),
                        "sh",
                        "myapp",
                        "5000",
                        "",
                        "/none",
                        "" + WIDEST,
                        "" + MOST,
                        docker.toString())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out.split("\n", 3)[2];
    }

    private static String script() throws IOException {
        try (InputStream script = ContainerLog.class.getResourceAsStream("container-log.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
