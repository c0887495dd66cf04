package kr.codeb.registry.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import kr.codeb.contracts.audit.AuditEntry;
import kr.codeb.contracts.audit.AuditVerdict;
import kr.codeb.contracts.audit.NewAuditEntry;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.DiskFile;
import kr.codeb.registry.file.JournalLines;
import org.jboss.logging.Logger;

/**
 * Writes the audit and reads it. An entry outlives this process when it was answered, and a power cut a second later. Of
 * large files a bounded number is kept, so the oldest entries go some day.
 */
@Singleton
public class Audit {

    private static final Logger LOG = Logger.getLogger(Audit.class);
    private static final long LARGE = 4L * 1024 * 1024;
    private static final int OLDER_FILES = 32;

    private final Path directory;
    private final Disk disk;
    private final AuditFiles files;
    private final long large;
    private DiskFile out;
    private AuditEnds ends;
    private AuditLine lastLine;
    private long firstInFile;
    private long length;
    private boolean unsynced;

    @Inject
    public Audit(RegistryDirectory directory, Disk disk) {
        this(directory, disk, LARGE);
    }

    Audit(RegistryDirectory directory, Disk disk, long large) {
        this.directory = directory.path();
        this.disk = disk;
        this.large = large;
        files = new AuditFiles(directory.path(), disk);
    }

    /** @throws CodebException SERVICE_UNAVAILABLE when it cannot be written: what is to be audited must not be done then */
    public synchronized AuditEntry add(NewAuditEntry what) {
        try {
            open();
            long number = lastLine == null ? ends.last() + 1 : lastLine.entry().number() + 1;
            String previous = lastLine == null ? ends.hash() : lastLine.hash();
            byte[] line = AuditLine.write(new AuditEntry(number, Times.now(), what, previous));
            byte[] whole = Arrays.copyOf(line, line.length + 1);
            whole[line.length] = '\n';
            out.write(whole);
            length += whole.length;
            lastLine = AuditLine.read(line);
            firstInFile = firstInFile == 0 ? number : firstInFile;
            unsynced = true;
            return lastLine.entry();
        } catch (IOException failure) {
            closeFile();
            throw new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The audit could not be written (%s), so nothing was done. Look at the disk, then try again."
                            .formatted(failure.getMessage()),
                    failure);
        }
    }

    /** Once a second: what was added is brought onto the medium, and a large file is put away. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void settle() {
        if (unsynced) {
            try {
                out.sync();
                ends = ends.upTo(lastLine);
                ends.write(directory, disk);
                unsynced = false;
                if (length > large) {
                    putAway();
                }
            } catch (IOException failure) {
                LOG.errorf("the audit: %s", failure.getMessage());
                closeFile();
            }
        }
    }

    private void putAway() throws IOException {
        long first = firstInFile;
        closeFile();
        files.putAway(first);
        files.dropOld(OLDER_FILES);
        JournalLines.forEach(files.all().getFirst(), disk, (line, position, whole) -> {
            if (position.start() == 0) {
                ends = ends.from(readable(line));
            }
        });
        ends.write(directory, disk);
    }

    private static AuditLine readable(byte[] line) {
        try {
            return AuditLine.read(line);
        } catch (IOException changed) {
            throw new UncheckedIOException(changed);
        }
    }

    /** Goes on behind the last whole line: what a crash left of one is cut off. */
    private void open() throws IOException {
        if (out != null) {
            return;
        }
        ends = AuditEnds.read(directory, disk);
        lastLine = null;
        firstInFile = 0;
        length = 0;
        for (Path file : files.all().reversed()) {
            boolean current = file.equals(files.current());
            JournalLines.forEach(file, disk, (line, position, whole) -> {
                if (whole) {
                    try {
                        lastLine = AuditLine.read(line);
                        if (current && firstInFile == 0) {
                            firstInFile = lastLine.entry().number();
                        }
                    } catch (IOException changed) {
                        LOG.errorf("%s, byte %d: %s", file.getFileName(), position.start(), changed.getMessage());
                    }
                    length = current ? position.end() : 0;
                }
            });
            if (lastLine != null) {
                break;
            }
        }
        DiskFile opened = disk.append(files.current());
        if (opened.length() > length) {
            opened.cut(length);
        }
        out = opened;
    }

    private void closeFile() {
        try (DiskFile closed = out) {
            out = null;
        } catch (IOException ignored) {
            LOG.debugf("closing the audit: %s", ignored.getMessage());
        }
    }

    /**
     * Entries, newest first.
     *
     * @param before only older ones than this number; 0: from the newest on
     */
    public List<AuditEntry> list(Predicate<NewAuditEntry> wanted, long before, int limit) {
        try {
            var found = new ArrayList<AuditEntry>();
            for (Path file : files.all().reversed()) {
                Deque<AuditEntry> newest = new ArrayDeque<>();
                int room = limit - found.size();
                JournalLines.forEach(file, disk, (line, position, whole) -> {
                    AuditEntry entry = whole ? entry(line) : null;
                    if (entry != null && (before == 0 || entry.number() < before) && wanted.test(entry.what())) {
                        newest.addFirst(entry);
                        if (newest.size() > room) {
                            newest.removeLast();
                        }
                    }
                });
                found.addAll(newest);
                if (found.size() >= limit) {
                    break;
                }
            }
            return found;
        } catch (IOException unreadable) {
            throw new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The audit cannot be read (%s). Look at the disk, then try again."
                            .formatted(unreadable.getMessage()),
                    unreadable);
        }
    }

    private static AuditEntry entry(byte[] line) {
        try {
            return AuditLine.read(line).entry();
        } catch (IOException changed) {
            return null;
        }
    }

    /** Finds the first entry that was changed, removed, added or moved since it was written. */
    public synchronized AuditVerdict verify() {
        try {
            AuditEnds known = AuditEnds.read(directory, disk);
            var check = new AuditCheck(out == null || lastLine == null ? known : known.upTo(lastLine));
            for (Path file : files.all()) {
                JournalLines.forEach(file, disk, check.of(file.getFileName().toString()));
            }
            return check.verdict();
        } catch (IOException unreadable) {
            return new AuditVerdict(0, 0, "The audit cannot be read: " + unreadable.getMessage());
        }
    }

    @PreDestroy
    synchronized void close() {
        settle();
        closeFile();
    }
}
