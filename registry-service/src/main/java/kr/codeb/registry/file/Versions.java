package kr.codeb.registry.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last good versions of each file: {@code .versions/ssot.json/000000000042}, a higher number is newer. */
final class Versions {

    private static final int KEPT = 5;

    private final Path directory;
    private final Disk disk;
    private final Map<String, Deque<String>> names = new ConcurrentHashMap<>();

    /** @param directory the registry's directory, in which the files are */
    Versions(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** Gives the file as it is now a second name, so that it stays when another one takes its place. */
    void keep(String file) throws IOException {
        Deque<String> kept = names(file);
        if (disk.stamp(directory.resolve(file)).isEmpty()) {
            return;
        }
        String next = "%012d".formatted(kept.isEmpty() ? 1 : Long.parseLong(kept.getLast()) + 1);
        disk.link(directory.resolve(file), folder(file).resolve(next));
        kept.addLast(next);
    }

    /** Drops what is too old. That takes the file system longer than a rename, and nobody has to wait for it. */
    void dropOld(String file) throws IOException {
        Deque<String> kept = names(file);
        while (kept.size() > KEPT) {
            disk.delete(folder(file).resolve(kept.getFirst()));
            kept.removeFirst();
        }
    }

    /** Whether the file was written here before, even if it is gone now. */
    boolean exist(String file) {
        try {
            return disk.stamp(folder(file)).isPresent();
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** Paths of the kept versions, newest first. */
    List<Path> newestFirst(String file) throws IOException {
        return disk.list(folder(file)).reversed().stream()
                .map(folder(file)::resolve)
                .toList();
    }

    private Deque<String> names(String file) throws IOException {
        Deque<String> kept = names.get(file);
        if (kept == null) {
            disk.makeDirectory(folder(file));
            kept = new ArrayDeque<>(disk.list(folder(file)));
            names.put(file, kept);
        }
        return kept;
    }

    private Path folder(String file) {
        return directory.resolve(".versions").resolve(file);
    }
}
