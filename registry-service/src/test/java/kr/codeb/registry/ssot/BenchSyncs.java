package kr.codeb.registry.ssot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.DiskFile;

/** What it takes to have one line more on the medium: an append and its sync. */
final class BenchSyncs implements AutoCloseable {

    private static final int MANY = 100;
    private static final byte[] LINE = new byte[300];

    private final Path file;
    private final DiskFile out;
    private final List<Double> millis = new ArrayList<>();

    BenchSyncs(Path directory, Disk disk) throws IOException {
        file = Files.createTempFile(directory, "registry-bench", ".sync");
        out = disk.append(file);
    }

    void measure() throws IOException {
        for (int time = 0; time < MANY; time++) {
            out.write(LINE);
            long start = System.nanoTime();
            out.sync();
            millis.add((System.nanoTime() - start) / 1e6);
        }
    }

    String line() {
        return "sync %.2f %.2f".formatted(quantile(millis, 0.5), quantile(millis, 0.95));
    }

    static double quantile(List<Double> values, double part) {
        return values.stream().sorted().toList().get((int) (values.size() * part));
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.delete(file);
    }
}
