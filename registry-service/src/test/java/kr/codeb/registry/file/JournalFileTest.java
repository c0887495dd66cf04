package kr.codeb.registry.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.registry.file.MemoryDisk.Unsynced;
import org.junit.jupiter.api.Test;

class JournalFileTest {

    private static final Path FILE = Path.of("/registry/operations.jsonl");
    private static final long NEVER = Long.MAX_VALUE;

    @Test
    void whateverStepFailsLinesThatWereAnsweredAreThereWholeAndInOrder() throws IOException {
        for (boolean allAfter : new boolean[] {false, true}) {
            for (long large : new long[] {NEVER, 20}) {
                int step = 1;
                while (runWithFault(step, allAfter, large)) {
                    step++;
                }
                assertTrue(step > 6, "the loop ended after " + step);
            }
        }
    }

    private static boolean runWithFault(int step, boolean allAfter, long large) throws IOException {
        var memory = new MemoryDisk();
        var faulty = new FaultyDisk(memory, step, allAfter);
        List<String> answered = new ArrayList<>();
        try (var journal = new JournalFile(FILE, faulty, 0, UnaryOperator.identity(), large)) {
            for (int number = 1; number <= 6; number++) {
                try {
                    journal.append(("line" + number).getBytes());
                    answered.add("line" + number);
                } catch (CodebException refused) {
                    assertTrue(faulty.failed());
                }
            }
        }
        for (Unsynced unsynced : Unsynced.values()) {
            for (boolean namesKept : new boolean[] {true, false}) {
                List<String> found = wholeLines(memory.afterPowerCut(unsynced, namesKept));
                assertTrue(
                        found.containsAll(answered),
                        () -> "answered %s, found %s after fault at %d".formatted(answered, found, step));
            }
        }
        return faulty.failed();
    }

    private static List<String> wholeLines(Disk disk) throws IOException {
        if (disk.stamp(FILE).isEmpty()) {
            return List.of();
        }
        return JournalFile.lines(disk.read(FILE)).stream().map(String::new).toList();
    }

    @Test
    void whatACrashLeftOfALineIsCutOff() throws IOException {
        var memory = new MemoryDisk();
        memory.put(FILE, "one\ntw");
        try (var journal = new JournalFile(FILE, memory, 4, UnaryOperator.identity(), NEVER)) {
            journal.append("two".getBytes());
        }
        assertArrayEquals("one\ntwo\n".getBytes(), memory.read(FILE));
    }

    @Test
    void aLargeJournalKeepsTheLinesThatMatter() throws IOException {
        var memory = new MemoryDisk();
        UnaryOperator<List<byte[]>> lastTwo = lines -> lines.subList(lines.size() - 2, lines.size());
        try (var journal = new JournalFile(FILE, memory, 0, lastTwo, 25)) {
            for (int number = 1; number <= 6; number++) {
                journal.append(("line" + number).getBytes());
            }
        }
        assertEquals(
                List.of("line4", "line5", "line6"),
                wholeLines(memory).stream()
                        .dropWhile(line -> line.equals("line3"))
                        .toList());
    }
}
