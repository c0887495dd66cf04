package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** How documents get onto the disk: a temporary file, synced, takes the place of the one before, of which a version is kept. */
final class DocumentFiles implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DocumentFiles.class);

    /**
     * Files that are written side by side: a sync waits for the disk, and the file system makes one of many. No virtual
     * threads, of which a sync could only block as many as there are processors.
     */
    private static final int SIDE_BY_SIDE = 16;

    private final Path directory;
    private final Disk disk;
    private final Versions versions;
    private final Map<String, DocumentText> texts = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            SIDE_BY_SIDE, Thread.ofPlatform().name("registry-disk-", 1).daemon().factory());

    DocumentFiles(Path directory, Disk disk, Versions versions) {
        this.directory = directory;
        this.disk = disk;
        this.versions = versions;
    }

    /** Returns when the work is done for each; one alone is done by the caller. It must not throw. */
    void sideBySide(List<String> names, Consumer<String> work) {
        if (names.size() == 1) {
            work.accept(names.getFirst());
        } else {
            CompletableFuture.allOf(names.stream()
                            .map(name -> CompletableFuture.runAsync(() -> work.accept(name), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** @param root null: the file is to go */
    void prepare(String name, ObjectNode root) throws IOException {
        if (root != null) {
            Path temporary = temporary(name);
            disk.makeDirectory(temporary.getParent());
            DocumentText text = texts.getOrDefault(name, new DocumentText());
            disk.writeDurably(temporary, text.of(root));
            if (text.remembers()) {
                texts.put(name, text);
            }
        }
        versions.keep(name);
    }

    void install(String name, ObjectNode root) throws IOException {
        if (root == null) {
            disk.delete(path(name));
            texts.remove(name);
        } else {
            disk.rename(temporary(name), path(name));
        }
    }

    void sync(Path folder) throws IOException {
        disk.syncDirectory(folder);
    }

    /** Drops versions that are too old; what fails is told in the log, and done with the next change of the file. */
    void dropOld(String name) {
        try {
            versions.dropOld(name);
        } catch (IOException | RuntimeException failure) {
            LOG.warnf("An old version of %s could not be removed: %s", name, failure.getMessage());
        }
    }

    Path folder(String name) {
        return path(name).getParent();
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    private Path temporary(String name) {
        Path path = path(name);
        return path.resolveSibling("." + path.getFileName() + ".tmp");
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
