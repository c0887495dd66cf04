package kr.codeb.registry.file;

import java.io.Closeable;
import java.io.IOException;

/** An open file that is read in parts. */
public interface DiskReader extends Closeable {

    /** {@code length} bytes from {@code start} on; fewer when the file ends before. */
    byte[] read(long start, int length) throws IOException;
}
