package kr.codeb.provisioner.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.registry.FakeRegistry;
import kr.codeb.provisioner.testing.FakeDatabases;
import kr.codeb.provisioner.testing.FakeRedis;
import kr.codeb.provisioner.testing.FakeZone;
import kr.codeb.provisioner.testing.Fuse;
import kr.codeb.provisioner.testing.LocalShell;
import kr.codeb.provisioner.testing.MakersOf;
import kr.codeb.provisioner.testing.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateProjectTest {

    /** A setting that the site shows; no team can change it by this tool today. */
    private static final Map<String, Object> SITE = Map.of("domains", List.of("www.example.com"));

    @TempDir
    Path folder;

    private final Fuse fuse = new Fuse();
    private final FakeRegistry registry = new FakeRegistry(fuse);
    private LocalShell shell;
    private Path site;
    private UpdateProject update;

    @BeforeEach
    void makeProject() throws IOException {
        Path fences = Files.createDirectories(folder.resolve("codeb/registry/fences"));
        Files.writeString(fences.resolve("myapp-production"), "1\n");
        site = Files.createDirectories(folder.resolve("caddy/sites")).resolve("myapp.caddy");
        Files.writeString(folder.resolve("caddy/Caddyfile"), "import " + folder + "/caddy/sites/*.caddy\n");
        shell = new LocalShell(folder.resolve("bin"), fuse)
                .program("curl", "exit 0")
                .program("caddy", "exit 0")
                .program("sync", "exit 0");
        registry.registry()
                .enter(
                        InMemoryOperation.of(OperationKind.INIT, "op_0", Map.of())
                                .begin(),
                        "nextjs",
                        new ProjectEnvironment(
                                new Ports(4100, 4101),
                                null,
                                null,
                                "myapp.codeb.test",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));
        AppServer app = new AppServer(shell, InMemoryOperation.fence(folder + "/codeb"));
        MakersOf servers = MakersOf.servers(
                Settings.below(folder.toString()),
                app,
                registry.registry(),
                new FakeDatabases(fuse),
                new FakeRedis(fuse),
                new FakeZone(fuse));
        update = new UpdateProject(registry.registry(), servers.makers(), new ObjectMapper());
        run(held("op_1", SITE).begin());
        run(held("op_2", Map.of("domains", List.of())).begin());
    }

    private static InMemoryOperation held(String id, Map<String, ?> wanted) {
        Map<String, Object> params = new java.util.TreeMap<>(wanted);
        params.putAll(Map.of("projectName", "myapp", "environment", "production"));
        return InMemoryOperation.of(OperationKind.UPDATE, id, params);
    }

    private UpdateProject.Result run(HeldOperation held) {
        return (UpdateProject.Result) update.run(held, null);
    }

    private ProjectEnvironment settings() {
        return registry.registry().settings("myapp", Environment.PRODUCTION);
    }

    @Test
    void whatDiffersIsChangedAndToldWithWhatItWas() {
        UpdateProject.Result result =
                run(held("op_3", Map.of("memory", "1g", "cpus", "1")).begin());
        assertEquals(Set.of("memory"), result.changed().keySet());
        assertEquals("512m", result.changed().get("memory").from().asText());
        assertEquals("1g", settings().memory());
        assertEquals("next deploy", result.takesEffect());
        assertEquals("now", run(held("op_4", Map.of("graceHours", 24)).begin()).takesEffect());
        assertEquals(24, settings().graceHours());
    }

    @Test
    void aSettingThatChangesTheSiteIsServed() throws IOException {
        InMemoryOperation held = held("op_3", SITE);
        run(held.begin());
        assertTrue(Files.readString(site).contains("www.example.com"));
        assertEquals(List.of("www.example.com"), settings().domains());
    }

    @Test
    void aSiteThatCaddyRefusesLeavesAllAsItWas() throws IOException {
        String before = Files.readString(site);
        shell.program("caddy", "echo 'Error: no' >&2; exit 1");
        CodebException refused =
                assertThrows(CodebException.class, () -> run(held("op_3", SITE).begin()));
        assertEquals(ErrorCode.SITE_INVALID, refused.code());
        assertEquals(before, Files.readString(site));
        assertEquals(List.of(), settings().domains());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whereverTheProcessDiesTheChangeIsFinished(int report) throws IOException {
        InMemoryOperation held = held("op_3", SITE).dyingAt(report);
        try {
            run(held.begin());
        } catch (InMemoryOperation.Died died) {
            // As it should, unless there are fewer reports.
        }
        UpdateProject.Result result = (UpdateProject.Result) update.recover(held.reborn());
        assertEquals(Set.of("domains"), result.changed().keySet());
        assertTrue(Files.readString(site).contains("www.example.com"));
        assertEquals(List.of("www.example.com"), settings().domains());
    }

    /** The registry may have changed it: what is told must not be that nothing was. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aLostAnswerEndsInAChangeOrInNothing(int call) {
        InMemoryOperation held = held("op_3", Map.of("memory", "1g"));
        fuse.set(call, Fuse.Blow.FAILS_AFTER);
        boolean changed;
        try {
            run(held.begin());
            changed = true;
        } catch (Abandoned taken) {
            fuse.remove();
            update.recover(held.reborn());
            changed = true;
        } catch (CodebException failed) {
            changed = false;
        }
        fuse.remove();
        assertEquals(changed ? "1g" : "512m", settings().memory());
    }
}
