package kr.codeb.registry.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.store.Json;

/**
 * Where the audit begins and how far it came, in a file beside it: without that nobody could tell whether entries were
 * taken from one of its ends.
 *
 * @param first number of the oldest entry that is kept
 * @param before hash of the one before that
 * @param last number of an entry that was written; later ones may be there
 * @param hash of that one
 */
record AuditEnds(long first, String before, long last, String hash) {

    static final AuditEnds NOTHING_YET = new AuditEnds(1, AuditLine.NOTHING_BEFORE, 0, AuditLine.NOTHING_BEFORE);

    private static final String FILE = "audit-ends.json";

    static AuditEnds read(Path directory, Disk disk) throws IOException {
        Path file = directory.resolve(FILE);
        return disk.stamp(file).isEmpty() ? NOTHING_YET : Json.read(disk.read(file), AuditEnds.class);
    }

    void write(Path directory, Disk disk) throws IOException {
        Path temporary = directory.resolve("." + FILE + ".tmp");
        disk.writeDurably(temporary, List.of(Json.bytes(this)));
        disk.rename(temporary, directory.resolve(FILE));
    }

    AuditEnds upTo(AuditLine line) {
        return new AuditEnds(first, before, line.entry().number(), line.hash());
    }

    AuditEnds from(AuditLine line) {
        return new AuditEnds(line.entry().number(), line.entry().previous(), last, hash);
    }
}
