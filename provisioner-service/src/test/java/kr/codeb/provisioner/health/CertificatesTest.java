package kr.codeb.provisioner.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesTest {

    private static final char[] PASSWORD = "only-here".toCharArray();

    @TempDir
    Path place;

    /** Caddy renews one of 90 days 30 days before its end, and one of 12 hours 4 hours before. */
    @ParameterizedTest
    @CsvSource({
        "-80d, 90, false",
        "-60d, 90, false",
        "-84d, 90, true",
        "-89d, 90, true",
        "-23H, 1, true",
        "-20H, 1, false"
    })
    void isNearlyOverWhenATwelfthIsLeft(String begins, String days, boolean over) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not there");
        try (SSLServerSocket door = serving(begins, days)) {
            String said = run(door.getLocalPort(), "shop.codeb.test\nother.codeb.test\n");
            assertEquals(over ? 2 : 0, said.lines().count(), said);
            said.lines().forEach(line -> assertTrue(line.matches("(shop|other)\\.codeb\\.test [0-9]{10}"), line));
        }
    }

    @Test
    void nobodyWhoAnswersIsPassedOver() throws Exception {
        int port;
        try (SSLServerSocket door = serving("-89d", "90")) {
            port = door.getLocalPort();
        }
        assertEquals("", run(port, "shop.codeb.test\n"));
        assertEquals("", run(port, ""));
    }

    @Test
    void theFirstToEndAreNamed() {
        assertNull(Certificates.told(Map.of()));
        Map<String, Instant> over = new TreeMap<>();
        for (int i = 1; i <= 7; i++) {
            over.put("app%d.codeb.test".formatted(i), Instant.ofEpochSecond(1_800_000_000L - i));
        }
        String told = Certificates.told(over);
        assertTrue(told.contains("app7.codeb.test at 2027-01-15T07:59:53Z, app6"), told);
        assertTrue(told.contains(", and 2 more."), told);
    }

    private SSLServerSocket serving(String begins, String days) throws Exception {
        Path file = place.resolve("site.p12");
        Files.deleteIfExists(file);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "site",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=site",
                        "-startdate",
                        begins,
                        "-validity",
                        days,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String complaint = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, made.waitFor(), complaint);
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket door = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread.ofPlatform().daemon().start(() -> serve(door));
        return door;
    }

    private static void serve(SSLServerSocket door) {
        while (!door.isClosed()) {
            try {
                SSLSocket caller = (SSLSocket) door.accept();
                Thread.startVirtualThread(() -> shakeHands(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void shakeHands(SSLSocket caller) {
        try (caller) {
            caller.startHandshake();
            caller.getInputStream().read();
        } catch (IOException left) {
            // The script has what it wanted.
        }
    }

    private static String run(int port, String names) throws Exception {
        try (InputStream file = Certificates.class.getResourceAsStream("certificates.sh")) {
            String script = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Process shell = new ProcessBuilder("sh", "-c", script, "sh", "127.0.0.1", Integer.toString(port))
                    .redirectErrorStream(true)
                    .start();
            try (var in = shell.getOutputStream()) {
                in.write(names.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, shell.waitFor(), said);
            return said;
        }
    }
}
