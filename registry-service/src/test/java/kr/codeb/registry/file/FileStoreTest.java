package kr.codeb.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {

    private static final String FILE = "ssot.json";

    @TempDir
    Path directory;

    private Path file;
    private FileStore store;

    @BeforeEach
    void open() {
        file = directory.resolve(FILE);
        store = new FileStore(
                directory, new RealDisk(), Map.of(FILE, Json.object().put("version", "7.0")), DocumentListener.NONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() {
        store.close();
        open();
    }

    private void put(String key, int number) {
        store.change(transaction -> {
            transaction.put(FILE, IntNode.valueOf(number), key);
            return null;
        });
    }

    @Test
    void aNewFileBeginsWithItsBeginningAndIsPrivate() throws Exception {
        put("a", 1);
        assertEquals("{\n  \"version\": \"7.0\",\n  \"a\": 1\n}\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"zulu\":1,\"alpha\":{\"deep\":[{\"x\":null}]}}",
                "{\"n\":12345678901234567890123456789,\"m\":1.50,\"e\":1E+400,\"t\":0.1000000000000000055511151231257827}",
                "{\"유니코드\":\"한글 😀 \\u0000\"}",
                "{\"half\":\"\\ud83d\"}",
                "{\"empty\":{},\"list\":[],\"yes\":true,\"text\":\"\"}",
            })
    void whatItDoesNotKnowSurvives(String json) throws Exception {
        Files.writeString(file, json);
        put("added", 1);
        var expected = Json.parse(json.getBytes());
        expected.put("added", 1);
        assertEquals(expected.toString(), Json.parse(Files.readAllBytes(file)).toString());
        restart();
        put("again", 2);
        assertEquals(
                expected.put("again", 2).toString(),
                store.read(FILE).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{} {}",
                "nonsense",
                "{\"a\":01}"
            })
    void aDamagedFileStopsWhatNeedsItAndStaysAsItIs(String content) throws Exception {
        Files.writeString(file, content);
        for (Runnable attempt : List.<Runnable>of(() -> store.read(FILE), () -> put("a", 1))) {
            CodebException refusal = assertThrows(CodebException.class, attempt::run);
            assertEquals(ErrorCode.REGISTRY_CORRUPT, refusal.code());
            assertTrue(refusal.getMessage().contains(FILE), refusal.getMessage());
        }
        assertEquals(content, Files.readString(file));
        Files.writeString(file, "{\"repaired\":true}");
        put("a", 1);
        assertTrue(store.damages().isEmpty());
    }

    @Test
    void aFileThatVanishedIsNotBegunAnew() throws Exception {
        put("a", 1);
        Files.delete(file);
        assertEquals(
                ErrorCode.REGISTRY_CORRUPT,
                assertThrows(CodebException.class, () -> put("b", 2)).code());
        restart();
        assertEquals(
                ErrorCode.REGISTRY_CORRUPT,
                assertThrows(CodebException.class, () -> put("b", 2)).code());
    }

    @Test
    void aDamagedFileIsRestoredFromMemoryWithoutLoss() throws Exception {
        put("a", 1);
        put("b", 2);
        Files.writeString(file, "{\"a\":");
        RestoredFile restored = store.restore(FILE);
        assertEquals("memory", restored.restoredFrom());
        assertEquals(2, store.read(FILE).orElseThrow().get("b").asInt());
        assertEquals("{\"a\":", Files.readString(directory.resolve(restored.damaged())));
    }

    @Test
    void afterARestartADamagedFileIsRestoredFromTheNewestKeptVersion() throws Exception {
        put("a", 1);
        put("b", 2);
        put("c", 3);
        restart();
        Files.delete(file);
        assertNull(store.restore(FILE).damaged());
        assertEquals(
                "{\"version\":\"7.0\",\"a\":1,\"b\":2}",
                store.read(FILE).orElseThrow().toString());
    }

    @Test
    void aFileThatIsNotDamagedIsNotRestored() {
        put("a", 1);
        assertEquals(
                ErrorCode.INVALID_REQUEST,
                assertThrows(CodebException.class, () -> store.restore(FILE)).code());
    }

    @Test
    void fiveVersionsAreKept() throws Exception {
        for (int number = 0; number < 9; number++) {
            put("a", number);
        }
        restart();
        put("a", 9);
        restart();
        try (var versions = Files.list(directory.resolve(".versions").resolve(FILE))) {
            assertEquals(5, versions.count());
        }
    }

    @Test
    void aChangeThatThrowsLeavesNoTrace() {
        put("a", 1);
        assertThrows(
                IllegalStateException.class,
                () -> store.change(transaction -> {
                    transaction.put(FILE, IntNode.valueOf(9), "a");
                    throw new IllegalStateException("no");
                }));
        assertEquals(1, store.read(FILE).orElseThrow().get("a").asInt());
    }

    @Test
    void whatAShellWroteIsSeenAndKept() throws Exception {
        put("a", 1);
        shell("flock .lock sh -c 'sed s/7.0/7.1/ ssot.json > .new && mv .new ssot.json'");
        assertEquals("7.1", store.read(FILE).orElseThrow().get("version").asText());
        put("b", 2);
        assertTrue(Files.readString(file).contains("7.1"));
    }

    @Test
    void writersInJavaAndInShellLoseNothingAndReadersSeeWholeFilesOnly() throws Exception {
        put("start", 1);
        Process reader = new ProcessBuilder(
                        "sh",
                        "-c",
                        "i=0; while [ $i -lt 150 ]; do i=$((i+1)); tail -c 2 ssot.json | grep -q '^}$' || exit 9; done")
                .directory(directory.toFile())
                .inheritIO()
                .start();
        Process writer = new ProcessBuilder(
                        "sh",
                        "-c",
                        "i=0; while [ $i -lt 25 ]; do i=$((i+1)); flock .lock sh -c 'sed"
                                + " \"s/\\\"start\\\"/\\\"shell'$i'\\\": 1,\\n"
                                + "  \\\"start\\\"/\" ssot.json > .new && mv .new ssot.json'; done")
                .directory(directory.toFile())
                .inheritIO()
                .start();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                String name = "java" + thread + "x";
                pool.submit(() -> {
                    for (int number = 0; number < 40; number++) {
                        put(name + number, number);
                    }
                });
            }
        }
        assertTrue(writer.waitFor(60, TimeUnit.SECONDS) && reader.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, writer.exitValue());
        assertEquals(0, reader.exitValue(), "a reader saw a part of a file");
        var root = Json.parse(Files.readAllBytes(file));
        assertEquals(2 + 8 * 40 + 25, root.size());
    }

    @Test
    void aFileIsRemovedByAChange() {
        store.change(transaction -> {
            transaction.put("slots/a.json", Json.object().put("a", 1));
            return null;
        });
        assertEquals(1, store.readAll("slots").size());
        store.change(transaction -> {
            transaction.remove("slots/a.json");
            return null;
        });
        assertTrue(store.read("slots/a.json").isEmpty());
        assertTrue(store.readAll("slots").isEmpty());
    }

    private void shell(String line) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("sh", "-c", line)
                        .directory(directory.toFile())
                        .inheritIO()
                        .start()
                        .waitFor());
    }
}
