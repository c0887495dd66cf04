package kr.codeb.registry.ssot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.DiskFile;

/**
 * The least that a durable change takes, by hand: a temporary file written and synced, renamed, the directory synced.
 * Changes that come together are done together, as well as it goes: small files side by side, one big file once.
 */
final class BenchFloor implements AutoCloseable {

    private static final byte[] LINE = new byte[300];

    private final Disk disk;
    private final Path directory;
    private final List<byte[]> small;
    private final List<byte[]> big;
    private final DiskFile lines;
    private final ExecutorService pool = Executors.newFixedThreadPool(32);
    private int next;

    BenchFloor(Disk disk, Path directory, int small, long big) throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.small = List.of(new byte[small]);
        this.big = List.of(new byte[(int) big]);
        disk.makeDirectory(directory);
        lines = disk.append(directory.resolve("lines"));
    }

    void slots(int together) throws Exception {
        int first = next;
        next += together;
        if (together == 1) {
            disk.writeDurably(temporary(first), small);
        } else {
            List<Future<?>> all = new ArrayList<>();
            for (int number = first; number < next; number++) {
                Path temporary = temporary(number);
                all.add(pool.submit(() -> {
                    disk.writeDurably(temporary, small);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        for (int number = first; number < next; number++) {
            disk.rename(temporary(number), directory.resolve("file" + number % 100));
        }
        disk.syncDirectory(directory);
    }

    void ssot(int together) throws IOException {
        disk.writeDurably(temporary(0), big);
        disk.rename(temporary(0), directory.resolve("big"));
        disk.syncDirectory(directory);
    }

    /** A line that says what will be done, then the doing. */
    void ports(int together) throws IOException {
        for (int line = 0; line < together; line++) {
            lines.write(LINE);
        }
        lines.sync();
        ssot(together);
    }

    private Path temporary(int number) {
        return directory.resolve("." + number % 100);
    }

    @Override
    public void close() throws IOException {
        pool.shutdown();
        lines.close();
    }
}
