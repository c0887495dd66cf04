package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.registry.store.Damage;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.TransactionBody;
import org.jboss.logging.Logger;

/** Changes that are written together: each dirty document once. */
final class CommitBatch {

    private static final Logger LOG = Logger.getLogger(CommitBatch.class);

    private final Documents documents;
    private final Disk disk;
    private final Versions versions;
    private final Map<String, Rendering> renderings;
    private final DocumentListener listener;
    private final Helpers helpers;
    private final Map<String, WorkingDocument> drafts = new LinkedHashMap<>();
    private final Set<String> complete = new HashSet<>();

    CommitBatch(
            Documents documents,
            Disk disk,
            Versions versions,
            Map<String, Rendering> renderings,
            DocumentListener listener,
            Helpers helpers) {
        this.documents = documents;
        this.disk = disk;
        this.versions = versions;
        this.renderings = renderings;
        this.listener = listener;
        this.helpers = helpers;
    }

    ObjectNode read(String file) {
        ObjectNode root = draft(file).root();
        return root == null ? documents.beginning(file) : root;
    }

    void readAll(String folder) {
        if (!complete.add(folder)) {
            return;
        }
        for (String file : documents.list(folder)) {
            if (!drafts.containsKey(file) && !documents.isKnown(file)) {
                documents.current(file);
            }
        }
    }

    /** @throws kr.codeb.contracts.error.CodebException REGISTRY_CORRUPT if something else than an object is on the way */
    void checkPath(String file, List<String> path) {
        JsonNode node = read(file);
        for (int depth = 0; depth < path.size() && node != null; depth++) {
            if (!node.isObject()) {
                throw Damage.of(file, "%s is not an object".formatted(String.join(".", path.subList(0, depth))));
            }
            node = node.get(path.get(depth));
        }
    }

    <T> T apply(FileTransaction transaction, TransactionBody<T> change) {
        T answer = change.apply(transaction);
        for (FileTransaction.Patch patch : transaction.patches()) {
            WorkingDocument draft = draft(patch.file());
            if (draft.root() == null && !patch.path().isEmpty() && patch.value() != null) {
                draft.put(List.of(), documents.beginning(patch.file()));
            }
            JsonNode before = draft.put(patch.path(), patch.value());
            listener.changed(patch.file(), patch.path(), before, patch.value());
        }
        return answer;
    }

    /**
     * Writes what changed, so that it stays.
     *
     * @return why, for each file that could not be written; what is remembered of it is void
     */
    Map<String, IOException> write() {
        var failures = new ConcurrentHashMap<String, IOException>();
        var dirty = dirty();
        helpers.forEach(
                dirty, entry -> attempt(entry.getKey(), failures, () -> prepare(entry.getKey(), entry.getValue())));
        var folders = new TreeSet<Path>();
        for (var entry : dirty) {
            attempt(entry.getKey(), failures, () -> install(entry.getKey(), entry.getValue()));
            folders.add(documents.path(entry.getKey()).getParent());
        }
        for (Path folder : folders) {
            try {
                disk.syncDirectory(folder);
            } catch (IOException failure) {
                dirty.stream()
                        .filter(entry ->
                                documents.path(entry.getKey()).getParent().equals(folder))
                        .forEach(entry -> failures.putIfAbsent(entry.getKey(), failure));
            }
        }
        for (var entry : dirty) {
            attempt(
                    entry.getKey(),
                    failures,
                    () -> documents.publish(entry.getKey(), entry.getValue().root()));
        }
        failures.keySet().forEach(this::forget);
        return failures;
    }

    /** For when everybody has been answered. What fails is done with the next change of the file. */
    void tidy() {
        var failures = new ConcurrentHashMap<String, IOException>();
        helpers.forEach(dirty(), entry -> attempt(entry.getKey(), failures, () -> versions.dropOld(entry.getKey())));
        failures.forEach((file, failure) ->
                LOG.warnf("An old version of %s could not be removed: %s", file, failure.getMessage()));
    }

    private List<Map.Entry<String, WorkingDocument>> dirty() {
        return drafts.entrySet().stream()
                .filter(entry -> entry.getValue().dirty())
                .toList();
    }

    private void forget(String file) {
        documents.distrust(file);
        renderings.remove(file);
    }

    private void prepare(String file, WorkingDocument draft) throws IOException {
        if (draft.root() != null) {
            Path temporary = temporary(file);
            disk.makeDirectory(temporary.getParent());
            disk.writeDurably(temporary, draft.text());
        }
        versions.keep(file);
    }

    private void install(String file, WorkingDocument draft) throws IOException {
        if (draft.root() == null) {
            disk.delete(documents.path(file));
        } else {
            disk.rename(temporary(file), documents.path(file));
        }
    }

    private Path temporary(String file) {
        Path path = documents.path(file);
        return path.resolveSibling("." + path.getFileName() + ".tmp");
    }

    private WorkingDocument draft(String file) {
        return drafts.computeIfAbsent(
                file,
                name -> new WorkingDocument(
                        documents.current(name).content(), renderings.computeIfAbsent(name, any -> new Rendering())));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void attempt(String file, Map<String, IOException> failures, Work work) {
        if (failures.containsKey(file)) {
            return;
        }
        try {
            work.run();
        } catch (IOException failure) {
            failures.put(file, failure);
        } catch (RuntimeException failure) {
            failures.put(file, new IOException(failure.getMessage(), failure));
        }
    }
}
