package kr.codeb.registry.file;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The host's file system. */
public final class RealDisk implements Disk {

    @Override
    public Optional<Stamp> stamp(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(
                    attributes.fileKey(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public DiskReader open(Path file) throws IOException {
        return new RealReader(FileChannel.open(file, READ));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return open(file, Set.of(CREATE, TRUNCATE_EXISTING, WRITE));
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        return open(file, Set.of(CREATE, APPEND));
    }

    private static DiskFile open(Path file, Set<java.nio.file.StandardOpenOption> how) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return new RealFile(FileChannel.open(file, how, mode));
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (FileAlreadyExistsException leftover) {
            Files.delete(name);
            Files.createLink(name, file);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private record RealReader(FileChannel channel) implements DiskReader {

        @Override
        public byte[] read(long start, int length) throws IOException {
            ByteBuffer into = ByteBuffer.allocate(length);
            while (into.hasRemaining() && channel.read(into, start + into.position()) >= 0) {}
            return into.hasRemaining() ? Arrays.copyOf(into.array(), into.position()) : into.array();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record RealFile(FileChannel channel) implements DiskFile {

        /** The JDK copies each write into native memory of the same size and keeps it; slices keep that small. */
        private static final int SLICE = 256 * 1024;

        @Override
        public void write(byte[] bytes) throws IOException {
            for (int from = 0; from < bytes.length; from += SLICE) {
                ByteBuffer slice = ByteBuffer.wrap(bytes, from, Math.min(SLICE, bytes.length - from));
                while (slice.hasRemaining()) {
                    channel.write(slice);
                }
            }
        }

        /** fdatasync(2): it also writes the length, which is all that a reader needs. */
        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public void cut(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
