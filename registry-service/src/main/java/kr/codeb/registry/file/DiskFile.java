package kr.codeb.registry.file;

import java.io.Closeable;
import java.io.IOException;

/** An open file that is written to. */
public interface DiskFile extends Closeable {

    /** Adds all of {@code bytes} at the end, or fails, perhaps after a part. */
    void write(byte[] bytes) throws IOException;

    /** Returns when everything written is on the medium. */
    void sync() throws IOException;

    /** Length in bytes. */
    long length() throws IOException;

    /** Drops everything after the first {@code length} bytes. */
    void cut(long length) throws IOException;
}
