package kr.codeb.provisioner.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.run.NotFinished;
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

class RestoreEnvTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "DATABASE_URL=postgresql://myapp_user:%s@db.codeb.test:5432/myapp_db\n";
    private static final String OLD = URL.formatted("old") + "A='1'  # kept to the byte\r\n";
    private static final String NOW = URL.formatted("new") + "A=2\nB=3\n";

    @TempDir
    Path root;

    private final Fuse fuse = new Fuse();
    private EnvStore store;
    private RestoreEnv restore;
    private Path env;
    private Path backups;

    @BeforeEach
    void makeProject() throws Exception {
        Files.writeString(
                Files.createDirectories(root.resolve("registry/fences")).resolve("myapp-production"), "1\n");
        env = Files.createDirectories(root.resolve("env/myapp")).resolve(".env");
        backups = Files.createDirectories(root.resolve("env-backup/myapp"));
        LocalShell shell = new LocalShell(root.resolve("bin"), fuse).program("sync", "exit 0");
        store = new EnvStore(new AppServer(shell, InMemoryOperation.fence(root.toString())), root.toString());
        Registry registry = new FakeRegistry(fuse).registry();
        registry.enter(
                InMemoryOperation.of(OperationKind.INIT, "op_0", Map.of()).begin(),
                "nextjs",
                new ProjectEnvironment(
                        new Ports(4100, 4101),
                        new ProjectEnvironment.Database("myapp_db", "myapp_user"),
                        null,
                        "myapp.codeb.test",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        restore = new RestoreEnv(
                registry,
                store,
                new EnvWriter(store, JSON),
                new ManagedUrls(new OwnUrls(Settings.below(root.toString()))));
        Files.writeString(backups.resolve(".env.1000000001"), "A=0\n");
        Files.writeString(backups.resolve(".env.1000000002"), OLD);
    }

    private static InMemoryOperation held(String backup) {
        return InMemoryOperation.of(OperationKind.ENV_RESTORE, "op_1", Map.of("backup", backup));
    }

    private RestoreEnv.Result restore(String backup) {
        return (RestoreEnv.Result) restore.run(held(backup).begin(), null);
    }

    @Test
    void bringsABackupBackToTheByte() throws Exception {
        Files.writeString(env, URL.formatted("old") + "A=2\n");
        RestoreEnv.Result result = restore("latest");
        assertEquals(OLD, Files.readString(env));
        assertEquals(".env.1000000002", result.restoredFrom());
        assertEquals(2, result.variables());
        assertEquals(
                URL.formatted("old") + "A=2\n", Files.readString(backups.resolve(result.backup())), "it can be undone");
        assertEquals("A=0\n", Files.readString(backups.resolve(".env.1000000001")));
    }

    @Test
    void keepsTodaysPasswordOfWhatCodebMade() throws Exception {
        Files.writeString(env, NOW);
        RestoreEnv.Result result = restore(".env.1000000002");
        assertTrue(Files.readString(env).startsWith(URL.formatted("new")));
        assertTrue(Files.readString(env).contains("A='1'"));
        assertFalse(Files.readString(env).contains("B="));
        assertEquals(
                List.of("DATABASE_URL"),
                result.warnings().stream().map(Warning::name).toList());
    }

    @Test
    void replacesAFileThatCannotBeReadAnyMore() throws Exception {
        Files.writeString(env, "nonsense\n");
        restore("latest");
        assertEquals(OLD, Files.readString(env));
        Files.delete(env);
        restore(".env.1000000002");
        assertEquals(OLD, Files.readString(env));
    }

    @Test
    void knowsOnlyTheBackupsOfThisEnvironment() throws Exception {
        Files.writeString(env, NOW);
        Files.writeString(backups.resolve(".env.staging.1000000003"), "A=9\n");
        for (String name : List.of(".env.1", ".env.staging.1000000003", "../../../etc/passwd", "")) {
            CodebException refused = assertThrows(CodebException.class, () -> restore(name));
            assertEquals(ErrorCode.BACKUP_NOT_FOUND, refused.code());
        }
        assertEquals(NOW, Files.readString(env));
        assertEquals(
                2, store.backups(store.place("myapp", Environment.PRODUCTION)).size());
    }

    @ParameterizedTest
    @EnumSource(Fuse.Blow.class)
    void isAllOrNothingWhereverItGoesWrong(Fuse.Blow blow) throws Exception {
        for (int call = 1; ; call++) {
            Files.writeString(env, URL.formatted("old") + "A=2\n");
            fuse.set(call, blow);
            boolean done = ends(held(".env.1000000002"));
            boolean reached = fuse.blown();
            fuse.remove();
            assertEquals(done ? OLD : URL.formatted("old") + "A=2\n", Files.readString(env), blow + " at call " + call);
            if (!reached) {
                assertTrue(call > 5);
                return;
            }
        }
    }

    private boolean ends(InMemoryOperation held) {
        try {
            restore.run(held.begin(), null);
            return true;
        } catch (CodebException failed) {
            return false;
        } catch (Abandoned | Fuse.Died left) {
            try {
                restore.recover(held.reborn());
                return true;
            } catch (NotFinished takenBack) {
                return false;
            }
        }
    }
}
