package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.TransactionBody;
import org.jboss.logging.Logger;

/**
 * The registry's JSON documents. A read comes from memory after a look at the file's stamp. A change is answered when
 * it is on the medium; changes that come at the same time are written together.
 */
public final class FileStore implements DocumentStore {

    private static final Logger LOG = Logger.getLogger(FileStore.class);

    private final Documents documents;
    private final Committer committer;

    /**
     * @param directory where the documents are; exists
     * @param beginnings the documents that begin with something when there is no file yet
     */
    public FileStore(Path directory, Disk disk, Map<String, ObjectNode> beginnings, DocumentListener listener) {
        var versions = new Versions(directory, disk);
        documents = new Documents(directory, disk, versions, beginnings, listener);
        committer = new Committer(
                directory.resolve(".lock"),
                documents,
                new DocumentFiles(directory, disk, versions),
                new Restoration(directory, disk, documents, versions),
                listener);
    }

    @Override
    public Optional<ObjectNode> read(String file) {
        Optional<Document> current = documents.ifCurrent(file);
        if (current.isEmpty()) {
            return change(transaction -> transaction.read(file));
        }
        return Optional.ofNullable(current.get().content()).or(() -> Optional.ofNullable(documents.beginning(file)));
    }

    @Override
    public Optional<ObjectNode> peek(String file) {
        return documents
                .ifKnown(file)
                .map(document -> Optional.ofNullable(document.content())
                        .or(() -> Optional.ofNullable(documents.beginning(file))))
                .orElseGet(() -> read(file));
    }

    @Override
    public Map<String, ObjectNode> readAll(String folder) {
        var all = new TreeMap<String, ObjectNode>();
        List<String> files = documents.list(folder);
        if (!files.stream().allMatch(documents::isKnown)) {
            change(transaction -> {
                transaction.readAll(folder);
                return null;
            });
        }
        for (String file : files) {
            try {
                read(file).ifPresent(root -> all.put(file, root));
            } catch (CodebException damaged) {
                LOG.error(damaged.getMessage());
            }
        }
        return all;
    }

    @Override
    public <T> T change(TransactionBody<T> body) {
        return committer.commit(body);
    }

    @Override
    public RestoredFile restore(String file) {
        return committer.restore(file);
    }

    @Override
    public List<CodebException> damages() {
        return documents.damages();
    }

    @Override
    public void close() {
        committer.close();
    }
}
