package kr.codeb.registry.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A disk in memory that knows what a power cut would leave: synced contents, and names of synced directories. */
final class MemoryDisk implements Disk {

    /** What a power cut makes of that which was not synced. */
    enum Unsynced {
        LOST,
        KEPT,
        HALF
    }

    private static final class Inode {
        private byte[] content = new byte[0];
        private byte[] synced = new byte[0];
        private long version;
    }

    private final Map<Path, Inode> names = new HashMap<>();
    private final Map<Path, Inode> syncedNames = new HashMap<>();
    private long clock;

    /** The disk as a new process finds it after the power was cut now. */
    synchronized MemoryDisk afterPowerCut(Unsynced contents, boolean namesKept) {
        var after = new MemoryDisk();
        (namesKept ? names : syncedNames).forEach((name, inode) -> {
            var left = new Inode();
            left.content = switch (contents) {
                case LOST -> inode.synced;
                case KEPT -> inode.content;
                case HALF ->
                    Arrays.copyOf(
                            inode.content,
                            (inode.content.length + Math.min(inode.synced.length, inode.content.length)) / 2);
            };
            left.synced = left.content;
            left.version = ++after.clock;
            after.names.put(name, left);
        });
        after.syncedNames.putAll(after.names);
        return after;
    }

    synchronized void put(Path file, String content) {
        var inode = new Inode();
        inode.content = content.getBytes();
        inode.synced = inode.content;
        inode.version = ++clock;
        names.put(file, inode);
        syncedNames.put(file, inode);
    }

    @Override
    public synchronized Optional<Stamp> stamp(Path file) {
        Inode inode = names.get(file);
        boolean folder =
                names.keySet().stream().anyMatch(name -> name.getParent().equals(file));
        return inode != null
                ? Optional.of(new Stamp(System.identityHashCode(inode), inode.version, inode.content.length))
                : folder ? Optional.of(new Stamp(file, ++clock, 0)) : Optional.empty();
    }

    @Override
    public synchronized byte[] read(Path file) throws IOException {
        return inode(file).content.clone();
    }

    @Override
    public synchronized DiskReader open(Path file) throws IOException {
        Inode inode = inode(file);
        return new DiskReader() {
            @Override
            public byte[] read(long start, int length) {
                synchronized (MemoryDisk.this) {
                    int end = (int) Math.min(inode.content.length, start + length);
                    return Arrays.copyOfRange(inode.content, (int) Math.min(start, end), end);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized List<String> list(Path directory) {
        return names.keySet().stream()
                .filter(name -> name.getParent().equals(directory))
                .map(name -> name.getFileName().toString())
                .sorted()
                .toList();
    }

    @Override
    public synchronized DiskFile create(Path file) {
        Inode inode = names.computeIfAbsent(file, any -> new Inode());
        inode.content = new byte[0];
        return open(inode);
    }

    @Override
    public synchronized DiskFile append(Path file) {
        return open(names.computeIfAbsent(file, any -> new Inode()));
    }

    private DiskFile open(Inode inode) {
        return new DiskFile() {
            @Override
            public void write(byte[] bytes) {
                synchronized (MemoryDisk.this) {
                    var grown = new ByteArrayOutputStream();
                    grown.writeBytes(inode.content);
                    grown.writeBytes(bytes);
                    inode.content = grown.toByteArray();
                    inode.version = ++clock;
                }
            }

            @Override
            public void sync() {
                synchronized (MemoryDisk.this) {
                    inode.synced = inode.content;
                }
            }

            @Override
            public long length() {
                return inode.content.length;
            }

            @Override
            public void cut(long length) {
                inode.content = Arrays.copyOf(inode.content, (int) length);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized void link(Path file, Path name) throws IOException {
        names.put(name, inode(file));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        names.put(to, inode(from));
        names.remove(from);
    }

    @Override
    public synchronized void delete(Path file) {
        names.remove(file);
    }

    @Override
    public void makeDirectory(Path directory) {}

    @Override
    public synchronized void syncDirectory(Path directory) {
        syncedNames.keySet().removeIf(name -> name.getParent().equals(directory));
        names.forEach((name, inode) -> {
            if (name.getParent().equals(directory)) {
                syncedNames.put(name, inode);
            }
        });
    }

    private Inode inode(Path file) throws NoSuchFileException {
        Inode inode = names.get(file);
        if (inode == null) {
            throw new NoSuchFileException(file.toString());
        }
        return inode;
    }
}
