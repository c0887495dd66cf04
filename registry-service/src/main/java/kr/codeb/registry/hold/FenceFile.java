package kr.codeb.registry.hold;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import kr.codeb.registry.file.Flock;

/**
 * The file on which commands on the App Server find the fence of the live hold. A command runs under a shared lock of
 * it and only while the number is its own, so whoever has the exclusive lock knows that no command of an earlier holder
 * runs. Written in place: replacing the file would leave the locks behind on the old one.
 */
final class FenceFile {

    private static final long NOBODY = 0;

    private final Path path;

    FenceFile(Path path) {
        this.path = path;
    }

    /** No command of any holder starts from now on; those that run go on. */
    void close() throws IOException {
        write(NOBODY);
    }

    /** As {@link #close}, then waits until the commands that run have ended; empty when they do not in that time. */
    Optional<Flock> drain(Duration patience) throws IOException {
        close();
        return Flock.take(path, patience);
    }

    /** Commands that carry this number may start. */
    void open(long fence) throws IOException {
        write(fence);
    }

    /** Whether commands that carry this number may start. */
    boolean isOpenFor(long fence) throws IOException {
        return Files.exists(path) && Files.readString(path).lines().limit(1).anyMatch(Long.toString(fence)::equals);
    }

    private void write(long fence) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var how = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(path, how, mode)) {
            ByteBuffer text = ByteBuffer.wrap((fence + "\n").getBytes(StandardCharsets.US_ASCII));
            channel.write(text, 0);
            channel.truncate(text.limit());
        }
    }
}
