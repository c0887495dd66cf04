package kr.codeb.registry.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.jboss.logging.Logger;

/**
 * A file that only grows, of records: each line is the newest state of one record. A line is on the medium before it
 * counts as written, unless it says that a power cut may take it; lines that come at the same time are written together.
 * In memory are only the records' keys and where their newest lines stand. When most of a large file is out of date, the
 * newest lines of the records that are still wanted are copied to a new one.
 */
public final class JournalFile implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(JournalFile.class);
    private static final Line STOP = new Line(null, new byte[0], false, new CompletableFuture<>());

    /** After a compaction failed, and a full disk is why it mostly does, the next one waits this long. */
    private static final Duration BACK_OFF = Duration.ofMinutes(1);

    private final Path file;
    private final Disk disk;
    private final JournalIndex index;
    private final long large;
    private final LinkedBlockingQueue<Line> queue = new LinkedBlockingQueue<>();
    /** Readers share it; whoever puts another file in the place of this one has it alone. */
    private final ReentrantReadWriteLock replacing = new ReentrantReadWriteLock();

    private final Thread thread;
    private DiskFile out;
    private long good;
    private Long noCompactionBefore;
    /** The file was made or replaced, and a power cut could still undo that. */
    private boolean nameUnsafe;

    private volatile boolean closing;
    private volatile CodebException broken;

    private record Line(String key, byte[] bytes, boolean durable, CompletableFuture<Void> written) {}

    /**
     * @param good bytes from the start that are whole lines; what comes after them is cut off
     * @param index where the newest line of each wanted record stands
     * @param large bytes from which on it is worth compacting
     */
    public JournalFile(Path file, Disk disk, long good, JournalIndex index, long large) {
        this.file = file;
        this.disk = disk;
        this.good = good;
        this.index = index;
        this.large = large;
        compactIfWorthwhile();
        thread = Thread.ofPlatform().name("registry-journal").daemon().start(this::run);
    }

    /**
     * Writes a record's newest state, and returns when the line is on the medium.
     *
     * @param line without an end of line in it
     * @param durable false: returns when the line outlives this process; a power cut may take it until a durable one follows
     * @throws CodebException SERVICE_UNAVAILABLE when it could not be written; then the journal is as it was
     */
    public void append(String key, byte[] line, boolean durable) {
        checkNotBroken();
        var written = new CompletableFuture<Void>();
        queue.add(new Line(key, line, durable, written));
        if (closing || broken != null) {
            refuseAll();
        }
        Answers.await(written, Answers.LONGEST);
    }

    /** The newest line of a record; empty when there is none, or it was forgotten. */
    public Optional<byte[]> read(String key) throws IOException {
        replacing.readLock().lock();
        try {
            JournalLines.Position position = index.of(key);
            if (position == null) {
                return Optional.empty();
            }
            try (DiskReader reader = disk.open(file)) {
                return Optional.of(reader.read(position.start(), position.length()));
            }
        } finally {
            replacing.readLock().unlock();
        }
    }

    /** The records need not be kept any longer; the next compaction leaves them out. */
    public void forget(Collection<String> keys) {
        keys.forEach(index::remove);
    }

    /** Why nothing can be written any more until the process is started again; null while all is well. */
    public CodebException broken() {
        return broken;
    }

    private void checkNotBroken() {
        if (broken != null) {
            throw new CodebException(broken.body());
        }
    }

    private void run() {
        try {
            while (!closing) {
                var lines = new ArrayList<Line>();
                lines.add(queue.take());
                queue.drainTo(lines);
                lines.remove(STOP);
                if (!lines.isEmpty()) {
                    write(lines);
                }
                compactIfWorthwhile();
            }
        } catch (InterruptedException stopping) {
            closing = true;
        } catch (Error ended) {
            LOG.fatalf(ended, "%s can be written no more until the registry is started again", file.getFileName());
            broken = new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The registry's journal stopped (%s). Nothing was changed; start the registry again, then try again."
                            .formatted(ended));
        }
        refuseAll();
        closeFile();
    }

    private void write(List<Line> lines) {
        try {
            var bytes = new ByteArrayOutputStream();
            var positions = new ArrayList<JournalLines.Position>();
            for (Line line : lines) {
                positions.add(new JournalLines.Position(good + bytes.size(), line.bytes().length));
                bytes.writeBytes(line.bytes());
                bytes.write('\n');
            }
            open();
            out.write(bytes.toByteArray());
            if (lines.stream().anyMatch(Line::durable)) {
                out.sync();
            }
            good += bytes.size();
            for (int at = 0; at < lines.size(); at++) {
                index.put(lines.get(at).key(), positions.get(at));
            }
            lines.forEach(line -> line.written().complete(null));
        } catch (IOException | RuntimeException | Error failure) {
            closeFile();
            lines.forEach(line -> line.written().completeExceptionally(unwritten(failure)));
            if (failure instanceof Error error) {
                throw error;
            }
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

    private void compactIfWorthwhile() {
        boolean mostlyOutOfDate = good > large && good > 2 * index.bytes();
        if (mostlyOutOfDate && (noCompactionBefore == null || System.nanoTime() - noCompactionBefore > 0)) {
            try {
                compact();
                noCompactionBefore = null;
            } catch (IOException | RuntimeException later) {
                noCompactionBefore = System.nanoTime() + BACK_OFF.toNanos();
                LOG.warnf("%s is large and could not be compacted: %s", file.getFileName(), later.getMessage());
            }
        }
    }

    private void compact() throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        var copy = new JournalCopy(index.inOrder());
        copy.write(file, temporary, disk);
        replacing.writeLock().lock();
        try {
            closeFile();
            disk.rename(temporary, file);
            nameUnsafe = true;
            index.moved(copy.positions());
            good = copy.length();
        } finally {
            replacing.writeLock().unlock();
        }
    }

    private void refuseAll() {
        for (Line line; (line = queue.poll()) != null; ) {
            line.written()
                    .completeExceptionally(
                            broken != null
                                    ? new CodebException(broken.body())
                                    : new CodebException(
                                            ErrorCode.SERVICE_UNAVAILABLE,
                                            "The registry is stopping. Nothing was changed; try again."));
        }
    }

    private static CodebException unwritten(Throwable failure) {
        return new CodebException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The registry's journal could not be written (%s). Nothing was changed; look at the disk, then try again."
                        .formatted(failure instanceof Error ? failure : failure.getMessage()),
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
