package kr.codeb.registry.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.jboss.logging.Logger;

/**
 * A file of lines that only grows. A line is on the medium before it counts as written, unless it says that it may be lost in
 * a power cut; lines that come at the same time are written together. What a crash left of a line at the end is cut off. When the file has grown large, the
 * lines that matter are written to a new one.
 */
public final class JournalFile implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(JournalFile.class);
    private static final Line STOP = new Line(new byte[0], false, new CompletableFuture<>());

    private final Path file;
    private final Disk disk;
    private final UnaryOperator<List<byte[]>> compaction;
    private final long large;
    private final LinkedBlockingQueue<Line> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private DiskFile out;
    private long good;
    private long compactedTo;
    /** The file was made or replaced, and a power cut could still undo that. */
    private boolean nameUnsafe;

    private volatile boolean closing;

    private record Line(byte[] bytes, boolean durable, CompletableFuture<Void> written) {}

    /**
     * @param good bytes from the start that are whole lines; what comes after them is dropped
     * @param compaction which lines matter
     * @param large bytes from which on it is worth compacting
     */
    public JournalFile(Path file, Disk disk, long good, UnaryOperator<List<byte[]>> compaction, long large) {
        this.file = file;
        this.disk = disk;
        this.good = good;
        this.compaction = compaction;
        this.large = large;
        compactIfLarge();
        thread = Thread.ofPlatform().name("registry-journal").daemon().start(this::run);
    }

    /** The file's lines without their ends; the last one may be a part of a line. */
    public static List<byte[]> lines(byte[] content) {
        var lines = new ArrayList<byte[]>();
        int start = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == '\n') {
                lines.add(Arrays.copyOfRange(content, start, at));
                start = at + 1;
            }
        }
        if (start < content.length) {
            lines.add(Arrays.copyOfRange(content, start, content.length));
        }
        return lines;
    }

    /**
     * Returns when the line is on the medium.
     *
     * @throws CodebException SERVICE_UNAVAILABLE when it could not be written; then the journal is as it was
     */
    public void append(byte[] line) {
        append(line, true);
    }

    /**
     * @param durable false: returns when the line outlives this process; a power cut may take it until a durable one follows
     * @throws CodebException as {@link #append(byte[])}
     */
    public void append(byte[] line, boolean durable) {
        var written = new CompletableFuture<Void>();
        queue.add(new Line(line, durable, written));
        if (closing) {
            refuseAll();
        }
        Committer.await(written);
    }

    private void run() {
        while (!closing) {
            try {
                var lines = new ArrayList<Line>();
                lines.add(queue.take());
                queue.drainTo(lines);
                lines.remove(STOP);
                if (!lines.isEmpty()) {
                    write(lines);
                }
                compactIfLarge();
            } catch (InterruptedException stopping) {
                break;
            }
        }
        refuseAll();
        closeFile();
    }

    private void write(List<Line> lines) {
        var bytes = new ByteArrayOutputStream();
        for (Line line : lines) {
            bytes.writeBytes(line.bytes());
            bytes.write('\n');
        }
        try {
            open();
            out.write(bytes.toByteArray());
            if (lines.stream().anyMatch(Line::durable)) {
                out.sync();
            }
            good += bytes.size();
            lines.forEach(line -> line.written().complete(null));
        } catch (IOException | RuntimeException failure) {
            closeFile();
            lines.forEach(line -> line.written().completeExceptionally(unwritten(failure)));
        }
    }

    /** Opening cuts off what a failed write or a crash left behind. */
    private void open() throws IOException {
        if (out == null) {
            nameUnsafe |= disk.stamp(file).isEmpty();
            DiskFile opened = disk.append(file);
            out = opened;
            if (opened.length() > good) {
                opened.cut(good);
                opened.sync();
            }
            if (nameUnsafe) {
                disk.syncDirectory(file.getParent());
                nameUnsafe = false;
            }
        }
    }

    private void closeFile() {
        try (DiskFile closed = out) {
            out = null;
        } catch (IOException ignored) {
            LOG.debugf("closing %s: %s", file, ignored.getMessage());
        }
    }

    private void compactIfLarge() {
        if (good > Math.max(large, 4 * compactedTo)) {
            try {
                compact();
            } catch (IOException | RuntimeException later) {
                LOG.warnf("%s is large and could not be compacted: %s", file.getFileName(), later.getMessage());
            }
        }
    }

    private void compact() throws IOException {
        byte[] content = Arrays.copyOf(disk.read(file), Math.toIntExact(good));
        var kept = new ByteArrayOutputStream();
        for (byte[] line : compaction.apply(lines(content))) {
            kept.writeBytes(line);
            kept.write('\n');
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        disk.writeDurably(temporary, List.of(kept.toByteArray()));
        closeFile();
        disk.rename(temporary, file);
        nameUnsafe = true;
        good = kept.size();
        compactedTo = good;
    }

    private void refuseAll() {
        for (Line line; (line = queue.poll()) != null; ) {
            line.written()
                    .completeExceptionally(new CodebException(
                            ErrorCode.SERVICE_UNAVAILABLE,
                            "The registry is stopping. Nothing was changed; try again."));
        }
    }

    private CodebException unwritten(Exception failure) {
        return new CodebException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The registry's journal could not be written (%s). Nothing was changed; look at the disk, then try again."
                        .formatted(failure.getMessage()),
                failure);
    }

    @Override
    public void close() {
        closing = true;
        queue.add(STOP);
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
