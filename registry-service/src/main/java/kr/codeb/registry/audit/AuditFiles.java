package kr.codeb.registry.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kr.codeb.registry.file.Disk;

/** The audit's files: {@code audit.jsonl}, and the older ones, {@code audit-000000012345.jsonl}, named by their first entry. */
final class AuditFiles {

    static final String CURRENT = "audit.jsonl";

    private static final Pattern OLDER = Pattern.compile("audit-\\d{12}\\.jsonl");

    private final Path directory;
    private final Disk disk;

    AuditFiles(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    Path current() {
        return directory.resolve(CURRENT);
    }

    /** Oldest first, the current one last. */
    List<Path> all() throws IOException {
        return Stream.concat(older().stream(), Stream.of(current())).toList();
    }

    private List<Path> older() throws IOException {
        return disk.list(directory).stream()
                .filter(name -> OLDER.matcher(name).matches())
                .map(directory::resolve)
                .toList();
    }

    /** Puts the current file away. @param first number of its first entry */
    void putAway(long first) throws IOException {
        disk.rename(current(), directory.resolve("audit-%012d.jsonl".formatted(first)));
        disk.syncDirectory(directory);
    }

    /** Drops the oldest ones, of which more are there than {@code kept}. */
    void dropOld(int kept) throws IOException {
        List<Path> older = older();
        for (Path file : older.subList(0, Math.max(0, older.size() - kept))) {
            disk.delete(file);
        }
    }
}
