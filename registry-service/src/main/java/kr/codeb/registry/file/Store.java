package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kr.codeb.contracts.error.CodebException;
import org.jboss.logging.Logger;

/**
 * The registry's JSON documents. A read comes from memory after a look at the file's stamp. A change is answered when
 * it is on the medium; changes that come at the same time are written together.
 */
public final class Store implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Store.class);

    private final Documents documents;
    private final Committer committer;

    /**
     * @param directory where the documents are; exists
     * @param beginnings the documents that begin with something when there is no file yet
     */
    public Store(Path directory, Disk disk, Map<String, ObjectNode> beginnings, Watcher watcher) {
        var versions = new Versions(directory, disk);
        documents = new Documents(directory, disk, versions, beginnings, watcher);
        committer = new Committer(
                directory.resolve(".lock"),
                disk,
                documents,
                versions,
                new Restoration(disk, documents, versions),
                watcher);
    }

    /**
     * The document as it is on disk now; not to be changed in place.
     *
     * @return empty when there is no such file and it has no beginning
     * @throws CodebException REGISTRY_CORRUPT
     */
    public Optional<ObjectNode> read(String file) {
        Optional<Document> current = documents.ifCurrent(file);
        if (current.isEmpty()) {
            return change(edit -> edit.read(file));
        }
        return Optional.ofNullable(current.get().content()).or(() -> Optional.ofNullable(documents.beginning(file)));
    }

    /** As {@link #read}, but perhaps as it was a moment ago: a shell script's change since then is not looked for. */
    public Optional<ObjectNode> peek(String file) {
        return documents
                .ifKnown(file)
                .map(document -> Optional.ofNullable(document.content())
                        .or(() -> Optional.ofNullable(documents.beginning(file))))
                .orElseGet(() -> read(file));
    }

    /** All readable documents of a folder by file name; a damaged one is told in the log and left out. */
    public Map<String, ObjectNode> readAll(String folder) {
        var all = new TreeMap<String, ObjectNode>();
        List<String> files = documents.list(folder);
        if (!files.stream().allMatch(documents::isKnown)) {
            change(edit -> {
                edit.readAll(folder);
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

    /**
     * Makes a change, and returns when it is on the medium.
     *
     * @throws CodebException what the change threw; REGISTRY_CORRUPT; SERVICE_UNAVAILABLE when it could not be written,
     *     and then everything is as it was
     */
    public <T> T change(Change<T> change) {
        return committer.commit(change);
    }

    /** Puts the newest good version of a damaged file in its place. */
    public Restored restore(String file) {
        return committer.restore(file);
    }

    /** The damaged files among those that were needed so far, with the sentence about each. */
    public List<CodebException> damages() {
        return documents.damages();
    }

    @Override
    public void close() {
        committer.close();
    }
}
