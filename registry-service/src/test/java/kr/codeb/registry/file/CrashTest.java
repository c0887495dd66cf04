package kr.codeb.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed with SIGKILL; what it had answered is there, and its lock is free. */
class CrashTest {

    private static final String FILE = "numbers.json";

    @TempDir
    Path directory;

    @Test
    void whatWasAnsweredBeforeAKillIsThere() throws Exception {
        var answered = new ArrayList<Integer>();
        for (int round = 0; round < 3; round++) {
            answered.addAll(runAndKill(answered.size() + 1000 * round, 40 + 60 * round));
            try (FileStore store = store(directory)) {
                var root = store.read(FILE).orElseThrow();
                for (int number : answered) {
                    assertEquals(number, root.path("n" + number).asInt());
                }
                store.change(transaction -> {
                    transaction.put(FILE, IntNode.valueOf(1), "afterwards");
                    return null;
                });
            }
            List<String> lines = new ArrayList<>();
            JournalLines.forEach(
                    directory.resolve("lines"), new RealDisk(), (line, position, whole) -> lines.add(new String(line)));
            for (int number : answered) {
                assertTrue(lines.contains("n" + number), "line of " + number);
            }
        }
    }

    private List<Integer> runAndKill(int first, int count) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashTest.class.getName(),
                        directory.toString(),
                        "" + first)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var answered = new ArrayList<Integer>();
        try (var lines = writer.inputReader()) {
            while (answered.size() < count) {
                answered.add(Integer.parseInt(lines.readLine()));
            }
            writer.destroyForcibly();
        }
        assertEquals(137, writer.waitFor());
        return answered;
    }

    /** The process that is killed: prints each number once it was answered. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        var next = new AtomicInteger(Integer.parseInt(arguments[1]));
        FileStore store = store(directory);
        JournalFile journal = new JournalFile(
                directory.resolve("lines"), new RealDisk(), wholeLines(directory), new JournalIndex(), Long.MAX_VALUE);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                pool.submit(() -> {
                    while (true) {
                        int number = next.incrementAndGet();
                        store.change(transaction -> {
                            transaction.put(FILE, IntNode.valueOf(number), "n" + number);
                            return null;
                        });
                        journal.append("n" + number, ("n" + number).getBytes(), true);
                        synchronized (CrashTest.class) {
                            System.out.println(number);
                        }
                    }
                });
            }
        }
    }

    private static long wholeLines(Path directory) {
        try {
            Path file = directory.resolve("lines");
            return Files.exists(file) ? Files.readString(file).lastIndexOf('\n') + 1 : 0;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static FileStore store(Path directory) {
        return new FileStore(directory, new RealDisk(), Map.of(FILE, Json.object()), DocumentListener.NONE);
    }
}
