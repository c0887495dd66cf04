package kr.codeb.provisioner.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.testing.Fuse;
import kr.codeb.provisioner.testing.LocalShell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvStoreTest {

    @TempDir
    Path root;

    private final OwnHold held = new OwnHold(
            InMemoryOperation.of(OperationKind.ENV_SYNC, "op_1", Map.of()).begin());
    private EnvStore store;
    private EnvPlace place;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(root.resolve("registry/fences"));
        fence("1");
        LocalShell shell = new LocalShell(root.resolve("bin"), new Fuse());
        store = new EnvStore(new AppServer(shell, InMemoryOperation.fence(root.toString())), root.toString());
        place = store.place("myapp", Environment.PRODUCTION);
        Files.createDirectories(Path.of(place.backupFolder()));
    }

    private void fence(String number) throws Exception {
        Files.writeString(root.resolve("registry/fences/myapp-production"), number + "\n");
    }

    private StoredEnv write(Optional<StoredEnv> before, String text) {
        return store.write(held, place, before, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        StoredEnv written = write(Optional.empty(), "A='한글\n'\n");
        StoredEnv read = store.read(place).orElseThrow();
        assertEquals(written.version(), read.version());
        assertEquals(Map.of("A", "한글\n"), read.file().variables());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(place.file()))));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(place.folder()))));
    }

    @Test
    void tellsAbsentFromUnreadable() throws Exception {
        assertTrue(store.read(place).isEmpty());
        Files.createDirectories(Path.of(place.file()));
        CodebException refused = assertThrows(CodebException.class, () -> store.read(place));
        assertEquals(ErrorCode.ENV_INVALID, refused.code());
    }

    @Test
    void doesNotWriteOverAChangeThatItHasNotSeen() throws Exception {
        StoredEnv first = write(Optional.empty(), "A=1\n");
        Files.writeString(Path.of(place.file()), "A=by hand\n");
        CodebException refused = assertThrows(CodebException.class, () -> write(Optional.of(first), "A=2\n"));
        assertEquals(ErrorCode.ENV_INVALID, refused.code());
        assertTrue(refused.getMessage().contains("was changed by somebody else"), refused.getMessage());
        assertEquals("A=by hand\n", Files.readString(Path.of(place.file())));
        assertThrows(CodebException.class, () -> write(Optional.empty(), "A=2\n"));
    }

    @Test
    void aHolderThatComesBackFromTheDeadCannotWrite() throws Exception {
        fence("2");
        assertThrows(HoldLost.class, () -> write(Optional.empty(), "A=1\n"));
        assertTrue(store.read(place).isEmpty());
    }

    @Test
    void leavesNothingHalfWrittenBeside() throws Exception {
        write(Optional.empty(), "A=1\n");
        try (var files = Files.list(Path.of(place.folder()))) {
            assertEquals(
                    List.of(".env"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void keepsTheLastTwentyBackupsEachUnderItsOwnName() {
        write(Optional.empty(), "A=1\n");
        List<String> made =
                IntStream.range(0, 23).mapToObj(i -> store.backUp(held, place)).toList();
        assertEquals(made.reversed().subList(0, 20), store.backups(place));
        assertTrue(made.getFirst().matches("\\.env\\.[0-9]{10}"));
    }

    @Test
    void keepsTheBackupsOfTheEnvironmentsApart() {
        EnvPlace staging = store.place("myapp", Environment.STAGING);
        assertEquals(root + "/env/myapp/.env.staging", staging.file());
        write(Optional.empty(), "A=1\n");
        store.backUp(held, place);
        assertEquals(List.of(), store.backups(staging));
        assertEquals(1, store.backups(place).size());
    }

    @Test
    void putsABackupBackUnlessTheFileIsAnotherByNow() throws Exception {
        StoredEnv first = write(Optional.empty(), "A=1\n");
        String backup = store.backUp(held, place);
        StoredEnv second = write(Optional.of(first), "A=2\n");
        store.putBack(held, place, backup, "000000000000");
        assertEquals("A=2\n", Files.readString(Path.of(place.file())));
        store.putBack(held, place, backup, second.version());
        assertEquals("A=1\n", Files.readString(Path.of(place.file())));
    }

    @Test
    void releasesWhatDockerRunReads() throws Exception {
        StoredEnv written = write(Optional.empty(), "A=\"it's\"\nB='1\n2'\n");
        EnvRelease release = store.release(held, place, List.of());
        assertEquals(written.version(), release.version());
        assertEquals("A=it's\nB\n", Files.readString(Path.of(release.envFile())));
        assertEquals("export B='1\n2'\n", Files.readString(Path.of(release.exportFile())));
        assertEquals("A=it's\nB\n", Files.readString(Path.of(place.containerFile())));
        assertEquals(release, store.release(place, written.version()));
    }

    @Test
    void keepsTheReleasesThatSlotsUseAndTheNewestTen() throws Exception {
        List<String> made = new ArrayList<>();
        Optional<StoredEnv> before = Optional.empty();
        for (int i = 0; i < 14; i++) {
            before = Optional.of(write(before, "A=\"" + i + "\n\"\n"));
            made.add(store.release(held, place, made.isEmpty() ? List.of() : List.of(made.getFirst()))
                    .version());
            Path file = Path.of(place.release(made.getLast()));
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000L + i * 1000));
        }
        List<String> kept = new ArrayList<>(made.subList(4, 14));
        kept.add(made.getFirst());
        Set<String> expected = new TreeSet<>();
        kept.forEach(version -> expected.addAll(List.of(version, version + ".export")));
        try (var files = Files.list(Path.of(place.releaseFolder()))) {
            assertEquals(
                    expected,
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void knowsNoReleaseThatWasNotMade() {
        for (String version : List.of("0123456789ab", "../../../x", "")) {
            CodebException missing = assertThrows(CodebException.class, () -> store.release(place, version));
            assertEquals(ErrorCode.BACKUP_NOT_FOUND, missing.code());
        }
    }
}
