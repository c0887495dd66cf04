package kr.codeb.registry.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Goes through a journal line by line. Of the file only a slice is in memory, however large it is. */
public final class JournalLines {

    private static final int SLICE = 1024 * 1024;

    private JournalLines() {}

    /** Where a line stands: its first byte, and its length in bytes without the end of line. */
    public record Position(long start, int length) {

        /** The first byte after the line and its end. */
        public long end() {
            return start + length + 1;
        }
    }

    /** Is given each line in turn. */
    public interface Visitor {

        /** @param whole false for what stands after the last end of line: a crash may have cut it */
        void line(byte[] line, Position position, boolean whole);
    }

    /** No such file: no lines. */
    public static void forEach(Path file, Disk disk, Visitor visitor) throws IOException {
        if (disk.stamp(file).isEmpty()) {
            return;
        }
        try (DiskReader reader = disk.open(file)) {
            byte[] rest = new byte[0];
            long start = 0;
            for (byte[] slice; (slice = reader.read(start + rest.length, SLICE)).length > 0; ) {
                byte[] bytes = joined(rest, slice);
                int from = 0;
                for (int at = rest.length; at < bytes.length; at++) {
                    if (bytes[at] == '\n') {
                        byte[] line = Arrays.copyOfRange(bytes, from, at);
                        visitor.line(line, new Position(start + from, line.length), true);
                        from = at + 1;
                    }
                }
                rest = Arrays.copyOfRange(bytes, from, bytes.length);
                start += from;
            }
            if (rest.length > 0) {
                visitor.line(rest, new Position(start, rest.length), false);
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
