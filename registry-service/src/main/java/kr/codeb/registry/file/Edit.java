package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Change} sees and says. It sees the documents as they were before it; what it says is written after it
 * returned. Trees that it is given or gives are not to be changed in place: copy what is to be altered.
 */
public final class Edit {

    record Patch(String file, List<String> path, JsonNode value) {}

    private final Batch batch;
    private final List<Patch> patches = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();

    Edit(Batch batch) {
        this.batch = batch;
    }

    /**
     * The document, or what such a document begins with.
     *
     * @return empty when there is no such file and it has no beginning
     * @throws kr.codeb.contracts.error.CodebException REGISTRY_CORRUPT
     */
    public Optional<ObjectNode> read(String file) {
        touched.add(file);
        return Optional.ofNullable(batch.read(file));
    }

    /** Makes sure that all documents of a folder have been read, so that watchers know them. */
    public void readAll(String folder) {
        batch.readAll(folder);
    }

    /** Puts a value at a path, and makes the objects on the way that are missing. No path: the whole document. */
    public void put(String file, JsonNode value, String... path) {
        batch.checkPath(file, List.of(path));
        patches.add(new Patch(file, List.of(path), value));
        touched.add(file);
    }

    /** Removes what is at a path; nothing there is fine. No path: the file. */
    public void remove(String file, String... path) {
        put(file, null, path);
    }

    List<Patch> patches() {
        return patches;
    }

    Set<String> touched() {
        return touched;
    }
}
