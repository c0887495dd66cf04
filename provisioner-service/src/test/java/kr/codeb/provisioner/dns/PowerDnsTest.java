package kr.codeb.provisioner.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.provisioner.testing.FakeNameServer;
import kr.codeb.provisioner.testing.Fuse;
import kr.codeb.provisioner.testing.LocalShell;
import kr.codeb.provisioner.testing.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pdnsutil is a shell script here, the name server a few lines of Java. */
class PowerDnsTest {

    private static final String ZONE = """
            $ORIGIN .
            codeb.test\t3600\tIN\tSOA\ta.misconfigured.dns.server.invalid hostmaster.codeb.test 1 10800 3600 604800 3600
            shop.codeb.test\t60\tIN\tA\t192.0.2.55
            shop.codeb.test\t300\tIN\tTXT\t"v=spf1 -all"
            Blog.codeb.test.\t300\tIN\tCNAME\telsewhere.example.com.
            mine.codeb.test\t300\tIN\tA\t192.0.2.1
            """;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private FakeNameServer server;
    private PowerDns dns;

    @BeforeEach
    void open() throws Exception {
        server = new FakeNameServer();
        Files.writeString(folder.resolve("zone"), ZONE);
        LocalShell shell = new LocalShell(folder.resolve("bin"), new Fuse())
                .program(
                        "pdnsutil",
                        "case $1 in list-zone) cat %1$s/zone ;; *) echo \"$*\" >> %1$s/calls ;; esac".formatted(folder))
                .program("pdns_control", "exit 0");
        dns = new PowerDns(
                shell, vertx, Settings.with(folder.toString(), Map.of("codeb.storage.dns.server", server.at())));
    }

    @AfterEach
    void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void seesEveryRecordThatLeadsANameSomewhere() {
        assertEquals(
                Map.of(
                        "shop.codeb.test", List.of(new DnsRecord("A", 60, "192.0.2.55")),
                        "blog.codeb.test", List.of(new DnsRecord("CNAME", 300, "elsewhere.example.com.")),
                        "mine.codeb.test", List.of(DnsRecord.to("192.0.2.1"))),
                dns.records(List.of("shop.codeb.test", "blog.codeb.test", "mine.codeb.test", "none.codeb.test")));
    }

    @Test
    void writesAndRemovesAndAsksTheServerAfterwards() throws Exception {
        server.knows("new.codeb.test", "192.0.2.1");
        Map<String, List<String>> records = new LinkedHashMap<>();
        records.put("new.codeb.test", List.of("192.0.2.1"));
        records.put("old.codeb.test", List.of());
        dns.put(records);
        assertEquals(
                List.of(
                        "replace-rrset codeb.test new A 300 192.0.2.1",
                        "delete-rrset codeb.test old A",
                        "rectify-zone codeb.test"),
                Files.readAllLines(folder.resolve("calls")));
    }

    @Test
    void aServerThatAnswersNothingElseIsNoFailure() {
        dns.ping();
    }

    @Test
    void tellsARecordThatDoesNotShow() {
        CodebException hidden =
                assertThrows(CodebException.class, () -> dns.put(Map.of("new.codeb.test", List.of("192.0.2.1"))));
        assertEquals(ErrorCode.DNS_UNAVAILABLE, hidden.code());
        assertTrue(hidden.getMessage().contains("still answers []"), hidden.getMessage());
    }

    @Test
    void aServerThatRefusesIsNoneThatAnswersNothing() {
        server.answering(5);
        CodebException refused = assertThrows(CodebException.class, dns::ping);
        assertEquals(ErrorCode.DNS_UNAVAILABLE, refused.code());
    }

    @Test
    void aSilentServerIsNotWaitedForForLong() {
        server.silent();
        long began = System.nanoTime();
        assertThrows(CodebException.class, dns::ping);
        assertTrue(System.nanoTime() - began < 15_000_000_000L);
    }
}
