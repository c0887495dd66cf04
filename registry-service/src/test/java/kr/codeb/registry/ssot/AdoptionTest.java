package kr.codeb.registry.ssot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.TestRegistry.TestConfig;
import kr.codeb.registry.file.FaultyDisk;
import kr.codeb.registry.file.RealDisk;
import kr.codeb.settings.PortRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects and ports on a CodeB v7 registry as the seed shows it. */
class AdoptionTest {

    private static final String SEED = """
        {
          "version": "7.0",
          "ports": {
            "allocated": {
              "4100": { "project": "existing1", "slot": "blue" },
              "4101": { "project": "existing1", "slot": "green", "memo": "옛날" }
            }
          }
        }
        """;

    @TempDir
    Path root;

    private final Set<Integer> listening = new HashSet<>();

    private TestRegistry open(String ssot) throws IOException {
        Path registry = Files.createDirectories(root.resolve("registry"));
        if (ssot != null) {
            Files.writeString(registry.resolve("ssot.json"), ssot);
        }
        return new TestRegistry(root);
    }

    private PortStore ports(TestRegistry registry) {
        HostPorts host = new HostPorts() {
            @Override
            Set<Integer> listening() {
                return listening;
            }
        };
        return new PortStore(
                registry.store, registry.takenPorts, host, registry.holds, registry.madeNotes, registry.config);
    }

    private Allocation<Ports> allocate(TestRegistry registry, String project, Integer... taken) {
        Hold hold = registry.hold(OperationKind.INIT, project);
        return ports(registry).ensure(project, Environment.PRODUCTION, Set.of(taken), hold);
    }

    @Test
    void theNextProjectGetsTheNextPairAndNothingElseChanges() throws IOException {
        try (var registry = open(SEED)) {
            assertEquals(new Allocation<>(new Ports(4102, 4103), true), allocate(registry, "myapp"));
            assertEquals(new Allocation<>(new Ports(4100, 4101), false), allocate(registry, "existing1"));
            assertTrue(Files.readString(root.resolve("registry/ssot.json")).contains("\"memo\": \"옛날\""));
        }
    }

    /** Ports of a slot file that a script deleted stayed taken, and those of one that it changed free, until a restart. */
    @Test
    void portsOfSlotFilesThatAScriptChangesOrDeletesAreNoticed() throws Exception {
        try (var registry = open(SEED)) {
            script(
                    "mkdir -p slots; echo '{\"blue\":{\"port\":4102},\"green\":{\"port\":4103}}' >slots/old-production.json");
            assertEquals(new Ports(4104, 4105), allocate(registry, "first").value());
            script(
                    "echo '{\"blue\":{\"port\":4106},\"green\":{\"port\":4107}}' >slots/.new; mv slots/.new slots/old-production.json");
            assertEquals(new Ports(4102, 4103), allocate(registry, "second").value());
            assertEquals(new Ports(4108, 4109), allocate(registry, "third").value());
            script("rm slots/old-production.json");
            assertEquals(new Ports(4106, 4107), allocate(registry, "fourth").value());
        }
    }

    private void script(String line) throws Exception {
        Process script = new ProcessBuilder("flock", ".lock", "sh", "-c", line)
                .directory(root.resolve("registry").toFile())
                .inheritIO()
                .start();
        assertEquals(0, script.waitFor());
    }

    @Test
    void aRepeatedCallGetsTheSameAnswerAlsoAfterARestart() throws IOException {
        Hold hold;
        try (var registry = open(SEED)) {
            hold = registry.hold(OperationKind.INIT, "myapp");
            assertTrue(ports(registry)
                    .ensure("myapp", Environment.PRODUCTION, Set.of(), hold)
                    .made());
        }
        try (var registry = open(null)) {
            assertEquals(
                    new Allocation<>(new Ports(4102, 4103), true),
                    ports(registry).ensure("myapp", Environment.PRODUCTION, Set.of(), hold));
            assertFalse(allocateAgain(registry, hold).made());
        }
    }

    private Allocation<Ports> allocateAgain(TestRegistry registry, Hold former) {
        registry.holds.end(former, Ending.succeeded(null, null));
        return allocate(registry, "myapp");
    }

    @Test
    void portsOfSlotFilesEntriesContainersAndListenersAreTaken() throws IOException {
        Files.createDirectories(root.resolve("registry/slots"));
        Files.writeString(
                root.resolve("registry/slots/old-production.json"),
                "{\"blue\":{\"state\":\"empty\",\"port\":4102},\"green\":{\"state\":\"empty\",\"port\":4103}}");
        String entry = "\"projects\": {\"p\": {\"ports\": {\"blue\": 4104, \"green\": 4105}}}, \"ports\"";
        try (var registry = open(SEED.replace("\"ports\"", entry))) {
            listening.add(4109);
            assertEquals(
                    new Ports(4110, 4111), allocate(registry, "myapp", 4107).value());
            assertEquals(new Ports(4104, 4105), allocate(registry, "p").value());
            assertEquals(new Ports(4102, 4103), allocate(registry, "old").value());
        }
    }

    @Test
    void thirtyTwoAtOnceGetDifferentPairs() throws Exception {
        try (var registry = open(SEED)) {
            var pairs = new ConcurrentSkipListSet<Integer>();
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int number = 0; number < 32; number++) {
                    String project = "many" + number;
                    pool.submit(
                            () -> pairs.add(allocate(registry, project).value().blue()));
                }
            }
            assertEquals(32, pairs.size());
        }
    }

    @Test
    void whenAllAreTakenItSaysSo() throws IOException {
        var config = new TestConfig(root).withProduction(PortRange.of("4100-4103"), PortRange.of("4500-4501"));
        open(SEED).close();
        try (var registry = new TestRegistry(config, new RealDisk())) {
            allocate(registry, "one");
            CodebException refusal = assertThrows(CodebException.class, () -> allocate(registry, "two"));
            assertEquals(ErrorCode.PORTS_EXHAUSTED, refusal.code());
            assertTrue(refusal.getMessage().contains("codeb.ports.production"));
        }
    }

    @Test
    void aPairThatCouldNotBeWrittenIsFreeAgain() throws IOException {
        open(SEED).close();
        for (int step = 1; step < 12; step++) {
            String project = "p" + step;
            Files.deleteIfExists(root.resolve("registry/operations.jsonl"));
            Files.writeString(root.resolve("registry/ssot.json"), SEED);
            try (var registry = new TestRegistry(new TestConfig(root), new FaultyDisk(new RealDisk(), step, false))) {
                int expected = attempt(registry, project) ? 4104 : 4102;
                if (Files.readString(root.resolve("registry/ssot.json")).contains("4102")) {
                    expected = 4104;
                }
                assertEquals(expected, allocate(registry, "other").value().blue(), "after a fault at " + step);
            }
        }
    }

    /** @return whether the pair was given */
    private boolean attempt(TestRegistry registry, String project) {
        try {
            return allocate(registry, project).made();
        } catch (CodebException unwritten) {
            assertEquals(ErrorCode.SERVICE_UNAVAILABLE, unwritten.code());
            return false;
        }
    }

    @Test
    void releasedPortsAreFreeAgain() throws IOException {
        try (var registry = open(SEED)) {
            Hold hold = registry.hold(OperationKind.INIT, "myapp");
            ports(registry).ensure("myapp", Environment.PRODUCTION, Set.of(), hold);
            ports(registry).release("myapp", Environment.PRODUCTION, hold);
            assertEquals(new Ports(4102, 4103), allocate(registry, "other").value());
        }
    }

    @Test
    void anEnvironmentIsAddedAndTakenAwayWithoutTouchingTheOther() throws IOException {
        try (var registry = open(SEED)) {
            var projects = new ProjectStore(registry.store, registry.takenPorts, registry.holds, registry.madeNotes);
            Hold hold = registry.hold(OperationKind.INIT, "myapp");
            var asked = new NewProject("team_a", "nextjs", "key_1", settings(4102));
            assertTrue(projects.ensure("myapp", Environment.PRODUCTION, asked, hold)
                    .made());
            Hold staging = staging(registry);
            assertTrue(projects.ensure(
                            "myapp",
                            Environment.STAGING,
                            new NewProject("team_a", "go", "key_2", settings(4500)),
                            staging)
                    .made());
            var both = projects.read("myapp");
            assertEquals("nextjs", both.type());
            assertEquals(
                    4102, both.in(Environment.PRODUCTION).orElseThrow().ports().blue());
            assertEquals(
                    4500, both.in(Environment.STAGING).orElseThrow().ports().blue());
            projects.remove("myapp", Environment.PRODUCTION, hold);
            assertEquals(
                    Set.of(Environment.STAGING),
                    projects.read("myapp").environments().keySet());
            projects.remove("myapp", Environment.STAGING, staging);
            assertEquals(
                    ErrorCode.PROJECT_NOT_FOUND,
                    assertThrows(CodebException.class, () -> projects.read("myapp"))
                            .code());
        }
    }

    private static Hold staging(TestRegistry registry) {
        var asked = new NewOperation(
                OperationKind.INIT, "t", "myapp", Environment.STAGING, "team_a", "key_1", "c", null, null);
        return registry.take(
                registry.operations.create(asked, registry.holds).operation().id(), OperationKind.INIT, "i1");
    }

    @Test
    void anEntryThatStandsIsKeptAndOnlyCompleted() throws IOException {
        try (var registry = open(
                "{\"projects\":{\"old\":{\"teamId\":\"team_a\",\"type\":\"go\",\"ports\":{\"blue\":4102,\"green\":4103},\"custom\":1}}}")) {
            var projects = new ProjectStore(registry.store, registry.takenPorts, registry.holds, registry.madeNotes);
            Hold hold = registry.hold(OperationKind.INIT, "old");
            var asked = new NewProject("team_a", "nextjs", "key_1", settings(4108));
            assertFalse(
                    projects.ensure("old", Environment.PRODUCTION, asked, hold).made());
            var kept = registry.store.read("ssot.json").orElseThrow().at("/projects/old");
            assertEquals("go", kept.get("type").asText());
            assertEquals(4102, kept.at("/ports/blue").asInt());
            assertEquals("512m", kept.get("memory").asText());
            assertEquals(1, kept.get("custom").asInt());
            var foreign = new NewProject("team_b", "nextjs", "key_1", settings(4108));
            assertEquals(
                    ErrorCode.PROJECT_EXISTS,
                    assertThrows(
                                    CodebException.class,
                                    () -> projects.ensure("old", Environment.PRODUCTION, foreign, hold))
                            .code());
        }
    }

    private static ProjectEnvironment settings(int blue) {
        return new ProjectEnvironment(
                new Ports(blue, blue + 1), null, null, blue + ".example.com", null, null, null, null, null, null, null);
    }
}
