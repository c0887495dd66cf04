package kr.codeb.provisioner.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.run.NotFinished;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.provision.OwnUrls;
import kr.codeb.provisioner.registry.FakeRegistry;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.provisioner.testing.Fuse;
import kr.codeb.provisioner.testing.LocalShell;
import kr.codeb.provisioner.testing.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncEnvTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URLS = """
            # made by CodeB
            DATABASE_URL=postgresql://myapp_user:secret@db.codeb.test:5432/myapp_db
            REDIS_URL=redis://myapp:secret@db.codeb.test:6379/2
            """;

    @TempDir
    Path root;

    private final Fuse fuse = new Fuse();
    private Path env;
    private Path derived;
    private SyncEnv sync;

    @BeforeEach
    void makeProject() throws Exception {
        Files.writeString(
                Files.createDirectories(root.resolve("registry/fences")).resolve("myapp-production"), "1\n");
        env = Files.createDirectories(root.resolve("env/myapp")).resolve(".env");
        derived = root.resolve("projects/myapp/.env.production");
        Files.createDirectories(root.resolve("env-backup/myapp"));
        LocalShell shell = new LocalShell(root.resolve("bin"), fuse).program("sync", "exit 0");
        EnvStore store = new EnvStore(new AppServer(shell, InMemoryOperation.fence(root.toString())), root.toString());
        Registry registry = new FakeRegistry(fuse).registry();
        registry.enter(
                held("", true, false).begin(),
                "nextjs",
                new ProjectEnvironment(
                        new Ports(4100, 4101),
                        new ProjectEnvironment.Database("myapp_db", "myapp_user"),
                        new ProjectEnvironment.Redis(2),
                        "myapp.codeb.test",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        sync = new SyncEnv(
                registry,
                store,
                new EnvWriter(store, JSON),
                new ManagedUrls(new OwnUrls(Settings.below(root.toString()))));
    }

    private static InMemoryOperation held(String id, boolean merge, boolean override) {
        return InMemoryOperation.of(
                OperationKind.ENV_SYNC,
                id,
                Map.of(
                        "projectName",
                        "myapp",
                        "environment",
                        "production",
                        "merge",
                        merge,
                        "overrideManaged",
                        override));
    }

    private SyncResult sync(String content, boolean merge, boolean override) {
        return sync(held("op_1", merge, override).begin(), content);
    }

    private SyncResult sync(HeldOperation held, String content) {
        return (SyncResult) sync.run(held, JSON.createObjectNode().put("envContent", content));
    }

    @Test
    void addsAndOverwritesAndTellsWhich() throws Exception {
        Files.writeString(env, URLS + "A=1\nB=2\n");
        SyncResult result = sync("B=3\nC=4\nA=1\n", true, false);
        assertEquals(
                List.of(1, 1, 3, 0),
                List.of(
                        result.variablesSet(),
                        result.variablesUpdated(),
                        result.variablesUnchanged(),
                        result.variablesRemoved()));
        assertEquals(List.of("C"), result.set());
        assertEquals(URLS + "A=1\nB=3\nC=4\n", Files.readString(env));
        assertTrue(Files.readString(derived).endsWith("A=1\nB=3\nC=4\n"));
        assertEquals(
                URLS + "A=1\nB=2\n",
                Files.readString(root.resolve("env-backup/myapp").resolve(result.backup())));
    }

    @Test
    void makesTheFileExactlyTheContentWithoutMerge() throws Exception {
        Files.writeString(env, "A=1\nB=2\n");
        String content = "\uFEFF# mine\r\nA='1'\r\nC=3";
        SyncResult result = sync(content, false, false);
        assertEquals(1, result.variablesRemoved());
        assertEquals(1, result.variablesUnchanged());
        assertEquals(content, Files.readString(env));
    }

    @Test
    void protectsTheUrlsThatCodebMade() throws Exception {
        Files.writeString(env, URLS);
        CodebException changed = assertThrows(CodebException.class, () -> sync("DATABASE_URL=mine\n", true, false));
        assertEquals(ErrorCode.ENV_INVALID, changed.code());
        assertTrue(changed.getMessage().contains("DATABASE_URL")
                && !changed.getMessage().contains("REDIS_URL"));
        CodebException removed = assertThrows(CodebException.class, () -> sync("A=1\n", false, false));
        assertTrue(removed.getMessage().contains("DATABASE_URL and REDIS_URL"));
        assertEquals(URLS, Files.readString(env));

        sync("DATABASE_URL=mine\n", true, true);
        sync("DATABASE_URL=mine again\n", true, false);
    }

    private SyncResult sync(Map<String, ?> params, Map<String, ?> secret) {
        return (SyncResult) sync.run(
                InMemoryOperation.of(OperationKind.ENV_SYNC, "op_1", params).begin(), JSON.valueToTree(secret));
    }

    @Test
    void takesValuesAsTheyAre() throws Exception {
        Files.writeString(env, URLS + "A=1\n# mine\nB=2\n");
        Map<String, String> values = Map.of("A", "a#b \"c\" 'd' $e\n=", "C", "");
        SyncResult result =
                sync(Map.of("merge", true, "remove", List.of("B", "NOT_THERE")), Map.of("variables", values));
        EnvFile now = EnvFile.parse(Files.readString(env));
        assertEquals(values.get("A"), now.value("A").orElseThrow());
        assertEquals("", now.value("C").orElseThrow());
        assertTrue(now.value("B").isEmpty());
        assertTrue(Files.readString(env).contains("# mine"));
        assertEquals(List.of("B"), result.removed());
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void removesOnly() throws Exception {
        Files.writeString(env, URLS + "A=1\n");
        assertEquals(
                1, sync(Map.of("merge", true, "remove", List.of("A")), Map.of()).variablesRemoved());
        assertEquals(URLS, Files.readString(env));
        assertThrows(CodebException.class, () -> sync(Map.of("merge", true, "remove", List.of("REDIS_URL")), Map.of()));
    }

    @Test
    void refusesWhatCannotBeMeant() throws Exception {
        Files.writeString(env, URLS);
        for (Map<String, ?> secret : List.<Map<String, ?>>of(
                Map.of(),
                Map.of("envContent", "A=1", "variables", Map.of("B", "2")),
                Map.of("variables", Map.of("no name", "1")),
                Map.of("variables", Map.of("A", 1)),
                Map.of("variables", Map.of("A", "***")),
                Map.of("envContent", "A=*****\n"))) {
            CodebException refused =
                    assertThrows(CodebException.class, () -> sync(Map.of("merge", true), secret), secret::toString);
            assertEquals(ErrorCode.ENV_INVALID, refused.code());
        }
        CodebException both = assertThrows(
                CodebException.class,
                () -> sync(Map.of("merge", true, "remove", List.of("A")), Map.of("envContent", "A=1\n")));
        assertEquals(ErrorCode.ENV_INVALID, both.code());
        assertEquals(URLS, Files.readString(env));
        assertEquals(1, sync("CORS_ORIGIN=*\n", true, false).variablesSet());
    }

    @Test
    void warnsOfWhatMayNotBeMeant() throws Exception {
        Files.writeString(env, "OLD=1\n");
        SyncResult result = sync("A=abc#def\nB=\"abc#def\"\nC=1 # a comment\nD=#fff\nPORT=4000\n", false, false);
        assertEquals(
                List.of("A", "D", "PORT", "OLD"),
                result.warnings().stream().map(Warning::name).toList());
        assertEquals(
                List.of(),
                sync("PORT=3000\n", true, false).warnings().stream()
                        .filter(warning -> warning.name().equals("PORT"))
                        .toList());
    }

    @Test
    void changesNothingWhenTheContentIsRefused() throws Exception {
        Files.writeString(env, URLS);
        for (String content : List.of("A=1\nnonsense\n", "LD_PRELOAD=\"a\\nb\"\n", "A=1\nB=\0\n")) {
            assertEquals(
                    ErrorCode.ENV_INVALID,
                    assertThrows(CodebException.class, () -> sync(content, true, false))
                            .code());
        }
        assertEquals(URLS, Files.readString(env));
        assertFalse(Files.exists(derived));
    }

    @Test
    void aFailedReadIsAFailedSync() throws Exception {
        byte[] corrupt = "A=é\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(env, corrupt);
        assertThrows(CodebException.class, () -> sync("B=1\n", true, false));
        assertEquals(corrupt.length, Files.size(env));
    }

    @ParameterizedTest
    @EnumSource(Fuse.Blow.class)
    void isAllOrNothingWhereverItGoesWrong(Fuse.Blow blow) throws Exception {
        for (int call = 1; ; call++) {
            Files.writeString(env, URLS);
            Files.deleteIfExists(derived);
            InMemoryOperation held = held("op_" + call, true, false);
            fuse.set(call, blow);
            boolean done = ends(held);
            boolean reached = fuse.blown();
            fuse.remove();
            String now = Files.readString(env);
            assertEquals(done ? URLS + "A=1\n" : URLS, now, blow + " at call " + call);
            assertTrue(
                    !Files.exists(derived) || Files.readString(derived).endsWith("A=1\n") == done, "at call " + call);
            if (!reached) {
                assertTrue(call > 5);
                return;
            }
        }
    }

    private boolean ends(InMemoryOperation held) {
        try {
            sync(held.begin(), "A=1\n");
            return true;
        } catch (CodebException failed) {
            return false;
        } catch (Abandoned | Fuse.Died left) {
            try {
                sync.recover(held.reborn());
                return true;
            } catch (NotFinished takenBack) {
                return false;
            }
        }
    }
}
