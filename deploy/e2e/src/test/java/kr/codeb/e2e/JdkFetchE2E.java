package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JDK that Debian lacks comes from an archive: whole and checked, or not at all, with a sentence; the system's own is left alone. */
class JdkFetchE2E {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private static Path archives;

    private static Path archive;

    @TempDir
    private Path place;

    private HttpServer server;

    @BeforeAll
    static void packThisJdk() {
        archive = archives.resolve("jdk.tar.gz");
        // What the JDK needs to say its version is enough, and packs fast.
        Shell.sh(
                        "tar -C \"$(dirname \"$1\")\" --exclude='*/src.zip' --exclude='*/jmods' --exclude='*.jsa' -c \"$(basename \"$1\")\" | gzip -1 >\"$2\"",
                        System.getProperty("java.home"),
                        archive.toString())
                .ok();
    }

    @BeforeEach
    void serveIt() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good", exchange -> {
            exchange.sendResponseHeaders(200, Files.size(archive));
            try (var body = exchange.getResponseBody()) {
                Files.copy(archive, body);
            }
        });
        server.createContext("/cut", exchange -> {
            exchange.sendResponseHeaders(200, Files.size(archive));
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aGoodArchiveIsUsedAndFetchedOnce() throws IOException {
        Shell.Output first = fetch(address("/good"), sum()).ok();
        Path jdk = Path.of(first.text());
        assertTrue(jdk.startsWith(place.resolve("home/jdk")), first.text());
        assertTrue(Files.isExecutable(jdk.resolve("bin/javac")));
        server.removeContext("/good");
        assertEquals(first.text(), fetch(address("/good"), sum()).ok().text());
    }

    @Test
    void anotherChecksumIsRefused() throws IOException {
        String other = "0".repeat(64);
        refused(fetch(address("/good"), other), "its SHA-256 is " + sum() + ", not " + other);
    }

    @Test
    void anArchiveThatIsCutOffIsRefused() throws IOException {
        refused(fetch(address("/cut"), sum()), "the connection broke before its end");
    }

    @Test
    void aMissingArchiveIsRefused() throws IOException {
        refused(fetch(address("/nothing-here"), sum()), "404");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            refused(
                    fetch("http://127.0.0.1:" + silent.getLocalPort() + "/jdk.tar.gz", sum()),
                    "it did not answer in time");
        }
    }

    @Test
    void nobodyThereIsSaid() throws IOException {
        int free;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = once.getLocalPort();
        }
        refused(fetch("http://127.0.0.1:" + free + "/jdk.tar.gz", sum()), "Failed to connect");
    }

    @Test
    void anAddressWithoutAChecksumIsRefused() throws IOException {
        refused(fetch(address("/good"), ""), "CODEB_SANDBOX_JDK_URL needs CODEB_SANDBOX_JDK_SHA256");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String sum() {
        return Shell.run("sha256sum", archive.toString()).ok().text().split(" ")[0];
    }

    private Shell.Output fetch(String url, String sum) {
        return Shell.run(
                LIMIT,
                Map.of(
                        "CODEB_SANDBOX_HOME",
                        place.resolve("home").toString(),
                        "CODEB_SANDBOX_JDK_URL",
                        url,
                        "CODEB_SANDBOX_JDK_SHA256",
                        sum,
                        "CODEB_SANDBOX_JDK_SILENCE",
                        "3"),
                Sandbox.command(),
                "jdk");
    }

    /** One sentence that says what happened and one that says what to do; and nothing is left behind. */
    private void refused(Shell.Output output, String why) throws IOException {
        assertTrue(output.failed(), output::toString);
        assertEquals("", output.out());
        assertTrue(output.err().contains(why), output.err());
        assertTrue(output.err().contains("CODEB_SANDBOX_JDK_SHA256"), output.err());
        assertFalse(output.err().contains("stopped in"), output.err());
        Path fetched = place.resolve("home/jdk");
        if (Files.exists(fetched)) {
            try (var left = Files.list(fetched)) {
                assertEquals(0, left.count(), "something was left behind");
            }
        }
    }
}
