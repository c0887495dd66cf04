package kr.codeb.registry.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.registry.file.MemoryDisk.Unsynced;
import org.junit.jupiter.api.Test;

/** Lines read {@code KEY NUMBER}; a higher number is newer. */
class JournalFileTest {

    private static final Path FILE = Path.of("/registry/operations.jsonl");
    private static final long NEVER = Long.MAX_VALUE;

    @Test
    void whateverStepFailsLinesThatWereAnsweredAreThereWholeAndInOrder() throws IOException {
        for (boolean allAfter : new boolean[] {false, true}) {
            for (int records : new int[] {8, 2}) {
                for (long large : new long[] {NEVER, 20}) {
                    int step = 1;
                    while (runWithFault(step, allAfter, records, large)) {
                        step++;
                    }
                    assertTrue(step > 8, "the loop ended after " + step);
                }
            }
        }
    }

    private static boolean runWithFault(int step, boolean allAfter, int records, long large) throws IOException {
        var memory = new MemoryDisk();
        var faulty = new FaultyDisk(memory, step, allAfter);
        Map<String, Integer> answered = new HashMap<>();
        try (var journal = new JournalFile(FILE, faulty, 0, new JournalIndex(), large)) {
            for (int number = 1; number <= 8; number++) {
                String key = "k" + number % records;
                try {
                    append(journal, key, number);
                    answered.put(key, number);
                } catch (CodebException refused) {
                    assertTrue(faulty.failed());
                }
                if (answered.containsKey(key)) {
                    assertEquals(
                            key + " " + answered.get(key),
                            text(journal.read(key).orElseThrow()));
                }
            }
        }
        for (Unsynced unsynced : Unsynced.values()) {
            for (boolean namesKept : new boolean[] {true, false}) {
                Map<String, Integer> found = newest(memory.afterPowerCut(unsynced, namesKept));
                answered.forEach((key, number) -> assertTrue(
                        found.getOrDefault(key, 0) >= number,
                        () -> "answered %s, found %s after fault at %d".formatted(answered, found, step)));
            }
        }
        return faulty.failed();
    }

    private static void append(JournalFile journal, String key, int number) {
        journal.append(key, bytes(key + " " + number), true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> wholeLines(Disk disk) throws IOException {
        var lines = new ArrayList<String>();
        JournalLines.forEach(FILE, disk, (line, position, whole) -> {
            assertEquals(line.length, position.length());
            if (whole) {
                lines.add(text(line));
            }
        });
        return lines;
    }

    private static Map<String, Integer> newest(Disk disk) throws IOException {
        var newest = new HashMap<String, Integer>();
        for (String line : wholeLines(disk)) {
            String[] parts = line.split(" ");
            Integer before = newest.put(parts[0], Integer.parseInt(parts[1]));
            assertTrue(before == null || before <= newest.get(parts[0]), "a newer line stands before an older one");
        }
        return newest;
    }

    @Test
    void whatACrashLeftOfALineIsCutOff() throws IOException {
        var memory = new MemoryDisk();
        memory.put(FILE, "one\ntw");
        try (var journal = new JournalFile(FILE, memory, 4, new JournalIndex(), NEVER)) {
            journal.append("k", bytes("two"), true);
            assertEquals("two", text(journal.read("k").orElseThrow()));
        }
        assertArrayEquals(bytes("one\ntwo\n"), memory.read(FILE));
    }

    @Test
    void aLargeJournalKeepsTheNewestLineOfWhatIsNotForgotten() throws IOException {
        var memory = new MemoryDisk();
        try (var journal = new JournalFile(FILE, memory, 0, new JournalIndex(), 60)) {
            append(journal, "kept", 1);
            append(journal, "forgotten", 1);
            journal.forget(List.of("forgotten"));
            for (int number = 1; number <= 10; number++) {
                append(journal, "busy", number);
            }
            assertEquals("kept 1", text(journal.read("kept").orElseThrow()));
            assertTrue(journal.read("forgotten").isEmpty());
            assertEquals("busy 10", text(journal.read("busy").orElseThrow()));
        }
        List<String> lines = wholeLines(memory);
        assertEquals("kept 1", lines.getFirst());
        assertEquals("busy 10", lines.getLast());
        assertTrue(
                lines.size() < 12 && lines.stream().noneMatch(line -> line.startsWith("forgotten")), lines::toString);
    }

    @Test
    void linesLongerThanWhatIsReadAtOnceAreWhole() throws IOException {
        var memory = new MemoryDisk();
        String longLine = "k ".repeat(1024 * 1024);
        try (var journal = new JournalFile(FILE, memory, 0, new JournalIndex(), NEVER)) {
            journal.append("a", bytes("short"), true);
            journal.append("b", bytes(longLine), true);
            journal.append("c", bytes("end"), true);
            assertEquals(longLine, text(journal.read("b").orElseThrow()));
        }
        assertEquals(List.of("short", longLine, "end"), wholeLines(memory));
    }

    /** On a full disk each line would otherwise cost a copy of the whole file. */
    @Test
    void aCompactionThatFailsIsNotTriedAgainWithTheNextLine() {
        var attempts = new AtomicInteger();
        Disk disk = new ForwardingDisk(new MemoryDisk()) {
            @Override
            public DiskFile create(Path file) throws IOException {
                attempts.incrementAndGet();
                throw new IOException("no space is left");
            }
        };
        try (var journal = new JournalFile(FILE, disk, 0, new JournalIndex(), 20)) {
            for (int number = 1; number <= 50; number++) {
                append(journal, "k", number);
            }
        }
        assertEquals(1, attempts.get());
    }

    /** An Error in the journal's thread ended it, and every later writer waited for ever. */
    @Test
    void afterAnErrorEverybodyIsAnsweredAndItIsKnownToBeBroken() throws Exception {
        var writes = new AtomicInteger();
        Disk disk = new ForwardingDisk(new MemoryDisk()) {
            @Override
            public DiskFile append(Path file) throws IOException {
                return new ForwardingFile(super.append(file)) {
                    @Override
                    public void write(byte[] bytes) throws IOException {
                        if (writes.incrementAndGet() > 2) {
                            throw new OutOfMemoryError("a test's");
                        }
                        super.write(bytes);
                    }
                };
            }
        };
        try (var journal = new JournalFile(FILE, disk, 0, new JournalIndex(), NEVER)) {
            append(journal, "k", 1);
            append(journal, "k", 2);
            for (int number = 3; number <= 6; number++) {
                int failing = number;
                long start = System.nanoTime();
                CodebException refusal = assertThrows(CodebException.class, () -> append(journal, "k", failing));
                assertEquals(ErrorCode.SERVICE_UNAVAILABLE, refusal.code());
                assertTrue(System.nanoTime() - start < 5_000_000_000L, "answered too late");
            }
            assertTrue(journal.broken().getMessage().contains("start the registry again"));
            assertEquals("k 2", text(journal.read("k").orElseThrow()));
        }
    }
}
