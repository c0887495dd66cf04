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
import java.util.stream.Collectors;
import kr.codeb.registry.store.Damage;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.TransactionBody;

/** Changes that are written together: each changed document once. */
final class CommitBatch {

    private final Documents documents;
    private final DocumentFiles files;
    private final DocumentListener listener;
    private final Map<String, WorkingDocument> working = new LinkedHashMap<>();
    private final Set<String> complete = new HashSet<>();

    CommitBatch(Documents documents, DocumentFiles files, DocumentListener listener) {
        this.documents = documents;
        this.files = files;
        this.listener = listener;
    }

    ObjectNode read(String file) {
        ObjectNode root = working(file).root();
        return root == null ? documents.beginning(file) : root;
    }

    void readAll(String folder) {
        if (complete.add(folder)) {
            documents.refresh(folder);
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

    <T> T apply(FileTransaction transaction, TransactionBody<T> body) {
        T answer = body.apply(transaction);
        for (FileTransaction.Patch patch : transaction.patches()) {
            WorkingDocument document = working(patch.file());
            if (document.root() == null && !patch.path().isEmpty() && patch.value() != null) {
                document.put(List.of(), documents.beginning(patch.file()));
            }
            JsonNode before = document.put(patch.path(), patch.value());
            listener.changed(patch.file(), patch.path(), before, patch.value());
        }
        return answer;
    }

    /**
     * Writes what changed, so that it stays.
     *
     * @return a failure for each file that could not be written; what is remembered of it is void
     */
    Map<String, WriteFailure> write() {
        var failures = new ConcurrentHashMap<String, WriteFailure>();
        List<String> dirty = dirty();
        files.sideBySide(dirty, file -> attempt(file, failures, false, () -> files.prepare(file, root(file))));
        dirty.forEach(file -> attempt(file, failures, false, () -> files.install(file, root(file))));
        Map<Path, List<String>> folders = dirty.stream().collect(Collectors.groupingBy(files::folder));
        new TreeSet<>(folders.keySet()).forEach(folder -> {
            try {
                files.sync(folder);
            } catch (IOException | RuntimeException failure) {
                folders.get(folder).forEach(file -> failures.putIfAbsent(file, new WriteFailure(file, failure, true)));
            }
        });
        dirty.forEach(file -> attempt(file, failures, true, () -> documents.publish(file, root(file))));
        failures.keySet().forEach(documents::distrust);
        return failures;
    }

    /** For when everybody has been answered. What fails is done with the next change of the file. */
    void tidy() {
        files.sideBySide(dirty(), files::dropOld);
    }

    List<String> dirty() {
        return working.keySet().stream()
                .filter(file -> working.get(file).dirty())
                .toList();
    }

    private ObjectNode root(String file) {
        return working.get(file).root();
    }

    private WorkingDocument working(String file) {
        return working.computeIfAbsent(
                file, name -> new WorkingDocument(documents.current(name).content()));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void attempt(String file, Map<String, WriteFailure> failures, boolean mayBeThere, Work work) {
        if (failures.containsKey(file)) {
            return;
        }
        try {
            work.run();
        } catch (IOException | RuntimeException failure) {
            failures.put(file, new WriteFailure(file, failure, mayBeThere));
        }
    }
}
