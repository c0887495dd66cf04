package kr.codeb.registry.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The few things that are done to files, each of which can fail. Files are made 0600, directories 0700. */
public interface Disk {

    /** Empty when there is no such file. */
    Optional<Stamp> stamp(Path file) throws IOException;

    byte[] read(Path file) throws IOException;

    /** Opens a file for reading parts of it. */
    DiskReader open(Path file) throws IOException;

    /** Names in a directory, sorted; none when there is no such directory. */
    List<String> list(Path directory) throws IOException;

    /** Makes a file, or empties the one that is there. */
    DiskFile create(Path file) throws IOException;

    /** Opens a file for writing at its end, and makes it if need be. */
    DiskFile append(Path file) throws IOException;

    /** Gives a file a second name, in place of whatever had that name. */
    void link(Path file, Path name) throws IOException;

    /** One rename(2): readers see the old or the new file. */
    void rename(Path from, Path to) throws IOException;

    /** No failure when it is gone already. */
    void delete(Path file) throws IOException;

    /** With its parents; no failure when it is there already. */
    void makeDirectory(Path directory) throws IOException;

    /** Returns when the names in the directory are on the medium. */
    void syncDirectory(Path directory) throws IOException;

    /** Makes a file of these pieces, and returns when its content is on the medium; its name may not be yet. */
    default void writeDurably(Path file, List<byte[]> pieces) throws IOException {
        try (DiskFile out = create(file)) {
            for (byte[] piece : pieces) {
                out.write(piece);
            }
            out.sync();
        }
    }
}
