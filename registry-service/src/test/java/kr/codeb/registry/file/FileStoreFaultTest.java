package kr.codeb.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.registry.file.MemoryDisk.Unsynced;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails at each step in turn; afterwards the files are read again by a new process. */
class FileStoreFaultTest {

    private static final String FILE = "numbers.json";
    private static final int CHANGES = 4;

    @TempDir
    Path directory;

    @Test
    void whateverStepFailsEachChangeIsThereAsAWholeIfItWasAnswered() {
        for (boolean allAfter : new boolean[] {false, true}) {
            int step = 1;
            while (runWithFault(step, allAfter)) {
                step++;
            }
            assertTrue(step > 10, "the loop ended after " + step);
        }
    }

    /** @return whether the fault was reached */
    private boolean runWithFault(int step, boolean allAfter) {
        var memory = new MemoryDisk();
        var faulty = new FaultyDisk(memory, step, allAfter);
        var answered = new TreeMap<String, Integer>();
        var refused = new TreeSet<String>();
        try (FileStore store = store(faulty)) {
            for (int number = 1; number <= CHANGES; number++) {
                for (String file : new String[] {FILE, "slots/" + number + ".json"}) {
                    change(store, file, number, answered, refused);
                    check(store, answered, "in memory after fault at " + step);
                }
            }
        }
        for (Unsynced unsynced : Unsynced.values()) {
            for (boolean namesKept : new boolean[] {true, false}) {
                try (FileStore after = store(memory.afterPowerCut(unsynced, namesKept))) {
                    check(after, answered, "power cut (%s, %s) after fault at %d".formatted(unsynced, namesKept, step));
                }
            }
        }
        assertEquals(faulty.failed(), !refused.isEmpty(), "a fault that nobody was told of, at " + step);
        return faulty.failed();
    }

    private static void change(
            FileStore store, String file, int number, Map<String, Integer> answered, TreeSet<String> refused) {
        try {
            store.change(transaction -> {
                transaction.put(
                        file,
                        transaction
                                .read(file)
                                .orElseGet(Json::object)
                                .deepCopy()
                                .put("n" + number, number));
                return null;
            });
            answered.put(file + " n" + number, number);
        } catch (CodebException unwritten) {
            assertEquals(ErrorCode.SERVICE_UNAVAILABLE, unwritten.code());
            refused.add(file);
            checkUnchanged(store, unwritten, number, file);
        }
    }

    /** After a directory could not be synced the new file was there, and the sentence said that nothing was changed. */
    private static void checkUnchanged(FileStore store, CodebException refusal, int number, String... files) {
        if (refusal.getMessage().contains("Nothing was changed")) {
            for (String file : files) {
                assertTrue(
                        store.read(file)
                                .map(root -> root.path("n" + number))
                                .filter(there -> !there.isMissingNode())
                                .isEmpty(),
                        file + " was changed: " + refusal.getMessage());
            }
        } else {
            assertTrue(refusal.getMessage().contains("may be there"), refusal.getMessage());
        }
    }

    @Test
    void aChangeOfTwoFilesOfWhichOneFailsDoesNotSayThatNothingWasChanged() {
        for (boolean allAfter : new boolean[] {false, true}) {
            for (int step = 1; runTwoFiles(step, allAfter); step++) {}
        }
    }

    private boolean runTwoFiles(int step, boolean allAfter) {
        var memory = new MemoryDisk();
        memory.put(directory.resolve(FILE), "{}");
        memory.put(directory.resolve("slots/1.json"), "{}");
        var faulty = new FaultyDisk(memory, step, allAfter);
        String[] files = {"slots/1.json", FILE};
        try (FileStore store = store(faulty)) {
            CodebException refusal = null;
            try {
                store.change(transaction -> {
                    for (String file : files) {
                        transaction.put(file, Json.object().put("n7", 7));
                    }
                    return null;
                });
            } catch (CodebException unwritten) {
                refusal = unwritten;
                checkUnchanged(store, unwritten, 7, files);
            }
        }
        return faulty.failed();
    }

    private static void check(FileStore store, Map<String, Integer> answered, String when) {
        answered.forEach((key, number) -> {
            String[] parts = key.split(" ");
            int there = store.read(parts[0])
                    .map(root -> root.path(parts[1]).asInt())
                    .orElse(0);
            assertEquals(number, there, key + " " + when);
        });
    }

    @Test
    void aChangeThatCouldNotBeWrittenIsNotSeen() {
        var memory = new MemoryDisk();
        memory.put(directory.resolve(FILE), "{\"n\": 1}");
        try (FileStore store = store(new FaultyDisk(memory, 2, true))) {
            change(store, FILE, 7, new TreeMap<>(), new TreeSet<>());
            assertEquals("{\"n\":1}", store.read(FILE).orElseThrow().toString());
        }
    }

    @Test
    void aPowerCutAtAnyMomentLeavesTheOldOrTheNewFile() {
        for (int step = 1; ; step++) {
            var memory = new MemoryDisk();
            memory.put(directory.resolve(FILE), "{\"n\": 1}");
            var dying = new FaultyDisk(memory, step, true);
            try (FileStore store = store(dying)) {
                change(store, FILE, 7, new TreeMap<>(), new TreeSet<>());
            }
            for (Unsynced unsynced : Unsynced.values()) {
                for (boolean namesKept : new boolean[] {true, false}) {
                    try (FileStore after = store(memory.afterPowerCut(unsynced, namesKept))) {
                        String now = after.read(FILE).orElseThrow().toString();
                        assertTrue(now.equals("{\"n\":1}") || now.equals("{\"n\":1,\"n7\":7}"), now);
                    }
                }
            }
            if (!dying.failed()) {
                return;
            }
        }
    }

    private FileStore store(Disk disk) {
        return new FileStore(directory, disk, Map.of(FILE, Json.object()), DocumentListener.NONE);
    }
}
