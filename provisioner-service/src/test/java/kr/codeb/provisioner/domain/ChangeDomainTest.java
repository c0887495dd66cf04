package kr.codeb.provisioner.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.run.NotFinished;
import kr.codeb.provisioner.dns.DnsRecord;
import kr.codeb.provisioner.init.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeDomainTest {

    private static final String BELOW = "www.myapp.codeb.test";
    private static final String ELSEWHERE = "www.example.com";

    @TempDir
    Path folder;

    private World world;
    private ChangeDomain domains;

    @BeforeEach
    void makeAProject() throws Exception {
        world = new World(folder);
        Map<String, Object> params = Map.of("projectName", "myapp", "containerPort", 3000, "healthPath", "/health");
        world.init.run(
                InMemoryOperation.of(OperationKind.INIT, "op_init", params).begin(), null);
        domains = new ChangeDomain(
                world.servers.registry(), world.servers.makers(), world.servers.app(), world.servers.config());
    }

    private static InMemoryOperation held(String domain, boolean remove) {
        return InMemoryOperation.of(OperationKind.DOMAIN, "op_domain1", Map.of("domain", domain, "remove", remove));
    }

    private DomainResult setUp(String domain) {
        return (DomainResult) domains.run(held(domain, false).begin(), null);
    }

    private boolean served(String domain) throws Exception {
        return Files.readString(folder.resolve("caddy/sites/myapp.caddy")).contains(domain);
    }

    private List<String> known() {
        return world.servers
                .registry()
                .settings("myapp", Environment.PRODUCTION)
                .domains();
    }

    @Test
    void aNameBelowTheBaseDomainIsPointedHereAndServed() throws Exception {
        DomainResult result = setUp(BELOW);

        assertTrue(result.dns().managed() && served(BELOW) && served("myapp.codeb.test"));
        assertEquals("ready", result.tls());
        assertEquals(List.of(BELOW), known());
        assertEquals(List.of("192.0.2.1"), world.zone.records.get(BELOW));
    }

    @Test
    void ofAForeignNameTheRecordIsTold() throws Exception {
        DomainResult result = setUp(ELSEWHERE);

        assertFalse(result.dns().managed());
        assertEquals(
                new DomainResult.DnsEntry(ELSEWHERE, "A", "192.0.2.1"),
                result.dns().records().getFirst());
        assertTrue(served(ELSEWHERE) && !world.zone.records.containsKey(ELSEWHERE));
    }

    @Test
    void takenAwayEverythingIsAsBefore() throws Exception {
        String before = world.state();
        setUp(BELOW);
        setUp(ELSEWHERE);

        for (String domain : List.of(BELOW, ELSEWHERE)) {
            DomainResult result = (DomainResult) domains.run(held(domain, true).begin(), null);
            assertEquals(domain, result.removed());
        }

        assertEquals(before, world.state());
    }

    @Test
    void aRecordOfSomebodyElseIsNeverChanged() {
        world.zone.foreign.put(BELOW, List.of(new DnsRecord("A", 60, "192.0.2.55")));
        String before = world.state();

        CodebException refused = assertThrows(CodebException.class, () -> setUp(BELOW));

        assertEquals(ErrorCode.DOMAIN_TAKEN, refused.code());
        assertEquals(before, world.state());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aSetUpWhoseProcessDiedIsTakenBackOrFinished(int report) throws Exception {
        String before = world.state();
        InMemoryOperation held = held(BELOW, false);
        assertThrows(
                InMemoryOperation.Died.class,
                () -> domains.run(held.dyingAt(report).begin(), null));

        try {
            domains.recover(held.reborn());
            assertTrue(served(BELOW) && known().contains(BELOW));
        } catch (NotFinished takenBack) {
            assertEquals(before, world.state());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aRemovalWhoseProcessDiedIsFinished(int report) throws Exception {
        String before = world.state();
        setUp(BELOW);
        InMemoryOperation held = held(BELOW, true);
        assertThrows(
                InMemoryOperation.Died.class,
                () -> domains.run(held.dyingAt(report).begin(), null));

        domains.recover(held.reborn());

        assertEquals(before, world.state());
    }
}
