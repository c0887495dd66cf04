package kr.codeb.registry.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies some of a journal's lines to another file. Of both files only a slice is in memory. */
final class JournalCopy {

    private static final int SLICE = 256 * 1024;

    private final List<Map.Entry<String, JournalLines.Position>> wanted;
    private final Map<String, JournalLines.Position> positions = new HashMap<>();
    private long length;

    /** @param wanted the lines to copy, in the order in which they stand */
    JournalCopy(List<Map.Entry<String, JournalLines.Position>> wanted) {
        this.wanted = wanted;
    }

    /** Returns when the copy is on the medium; its name may not be yet. */
    void write(Path from, Path to, Disk disk) throws IOException {
        try (DiskReader reader = disk.open(from);
                DiskFile out = disk.create(to)) {
            var slice = new ByteArrayOutputStream();
            for (var line : wanted) {
                slice.writeBytes(
                        reader.read(line.getValue().start(), line.getValue().length()));
                slice.write('\n');
                positions.put(
                        line.getKey(),
                        new JournalLines.Position(length, line.getValue().length()));
                length += line.getValue().length() + 1;
                if (slice.size() >= SLICE) {
                    out.write(slice.toByteArray());
                    slice.reset();
                }
            }
            out.write(slice.toByteArray());
            out.sync();
        }
    }

    /** Where each line stands in the copy. */
    Map<String, JournalLines.Position> positions() {
        return positions;
    }

    /** Bytes of the copy. */
    long length() {
        return length;
    }
}
