package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Certificates over ACME (http-01), as of a public authority: issued, waited for while the issuer is silent, renewed. */
@ExtendWith(Projects.class)
class AcmeE2E {

    private static final Duration A_START = Duration.ofMinutes(2);
    private static final Path CADDY = Path.of(Sandbox.need("CODEB_CA")).getParent();

    @BeforeAll
    static void certificatesComeOverAcme() {
        sandbox("acme", "servers");
    }

    @AfterAll
    static void andAgainFromCaddyItself() {
        sandbox("local", "servers");
    }

    private static void sandbox(String certificates, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = Sandbox.command();
        System.arraycopy(words, 0, command, 1, words.length);
        Shell.run(A_START, Map.of("CODEB_SANDBOX_CERTIFICATES", certificates), command)
                .ok();
    }

    /** Where Caddy keeps what the issuer gave it. */
    private static Path certificate(String host) {
        return Shell.run("find", CADDY + "/data/certificates", "-path", "*acme-local-directory/" + host + "/*.crt")
                .ok()
                .lines()
                .stream()
                .map(Path::of)
                .findFirst()
                .orElseThrow(() -> new AssertionError(host + " has no certificate of the issuer"));
    }

    @Test
    void aSiteAFurtherNameAndAPreviewAreIssuedTheirs() {
        Project shop = Project.fresh();
        Answer made = shop.init().call().ok();
        assertEquals("success", made.step("await_certificate"), made::toString);
        shop.deploy("app:v1").call().ok();
        shop.promote().call().ok();
        String name = "www." + shop.domain();
        assertEquals(
                "ready", shop.tool("domain_setup", "domain", name).call().ok().text("/tls"));
        shop.deploy("app:v2").call().ok();
        shop.preview("blue").serves("v2");
        for (String host : List.of(shop.domain(), name, shop.preview("blue").host())) {
            assertTrue(Files.exists(certificate(host)), host);
        }
        new Site(name).serves("v1");
        Agreement.check(shop);
    }

    /** It accepts and does not answer: nothing that exists suffers, the change is made, and Caddy gets the certificate by itself later. */
    @Test
    void whileTheIssuerIsSilentADomainIsMadeAndItsCertificateComesLater() {
        Project shop = Project.fresh().running("app:v1");
        String name = "www." + shop.domain();
        Sandbox.signal("STOP", "acme");
        try {
            Answer answer = shop.tool("domain_setup", "domain", name).call().ok();
            assertEquals("skipped", answer.step("await_certificate"), answer::toString);
            assertNotEquals("ready", answer.text("/tls"), answer::toString);
            shop.site().serves("v1");
        } finally {
            Sandbox.signal("CONT", "acme");
        }
        Wait.until("it is served with a certificate", Duration.ofMinutes(3), () -> isServed(name));
        certificate(name);
        Agreement.check(shop);
    }

    private static boolean isServed(String host) {
        try {
            return new Site(host).get("/").status() == 200;
        } catch (UncheckedIOException noCertificate) {
            return false;
        }
    }

    @Test
    void aCertificateThatIsNearlyOverIsRenewed() {
        Project shop = Project.fresh().running("app:v1");
        Path certificate = nearlyOver(shop);
        String old = Text.of(certificate);
        assertEquals(
                1,
                Shell.run("openssl", "x509", "-in", certificate.toString(), "-noout", "-checkend", "7200")
                        .exit());
        sandbox("acme", "restart", "caddy");
        shop.site().serves("v1");
        Wait.until(
                "it has been renewed",
                Duration.ofMinutes(1),
                () -> !Text.of(certificate).equals(old));
        Shell.run("openssl", "x509", "-in", certificate.toString(), "-noout", "-checkend", "7200")
                .ok();
        shop.site().serves("v1");
    }

    /** Nobody notices a renewal that fails until it is too late, unless somebody tells. */
    @Test
    void oneThatCannotBeRenewedIsToldByHealthCheck() {
        Project shop = Project.fresh().running("app:v1");
        Path certificate = nearlyOver(shop);
        String old = Text.of(certificate);
        Sandbox.signal("STOP", "acme");
        try {
            Sandbox.strike("caddy");
            sandbox("acme", "start", "caddy");
            // What it saw before this is not ten minutes old.
            Sandbox.restart("provisioner");
            Wait.until(
                    "it is told",
                    Duration.ofMinutes(1),
                    () -> warning().contains("Certificates end and Caddy has not renewed them: " + shop.domain()));
        } finally {
            Sandbox.signal("CONT", "acme");
        }
        Wait.until(
                "it has been renewed",
                Duration.ofMinutes(3),
                () -> !Text.of(certificate).equals(old));
    }

    private static String warning() {
        return Codeb.owner().call("health_check").ok().text("/hosts/app/caddy/warning");
    }

    /** Gives a site a certificate that ends in an hour. */
    private static Path nearlyOver(Project shop) {
        Path certificate = certificate(shop.domain());
        Shell.run(
                        "bash",
                        "src/test/resources/nearly-over.sh",
                        certificate.getParent().toString(),
                        CADDY + "/data/pki/authorities/local",
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString())
                .ok();
        return certificate;
    }
}
