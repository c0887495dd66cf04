package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import kr.codeb.registry.store.Json;

/**
 * A document while a batch works on it. Objects on the path to a change are copied once per batch, everything else is
 * shared with the published tree, so a change costs little in a big document.
 */
final class WorkingDocument {

    private final Set<ObjectNode> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private ObjectNode root;
    private boolean dirty;

    /** @param root null when there is no such file */
    WorkingDocument(ObjectNode root) {
        this.root = root;
    }

    ObjectNode root() {
        return root;
    }

    boolean dirty() {
        return dirty;
    }

    /** @return what was there before; null if nothing */
    JsonNode put(List<String> path, JsonNode value) {
        if (path.isEmpty()) {
            ObjectNode before = root;
            root = (ObjectNode) value;
            dirty |= before != root;
            return before;
        }
        if (value == null && at(root, path) == null) {
            return null;
        }
        dirty = true;
        root = own(root == null ? Json.object() : root);
        ObjectNode parent = root;
        for (String name : path.subList(0, path.size() - 1)) {
            ObjectNode child = own(parent.get(name) instanceof ObjectNode object ? object : Json.object());
            parent.set(name, child);
            parent = child;
        }
        return value == null ? parent.remove(path.getLast()) : parent.replace(path.getLast(), value);
    }

    private static JsonNode at(ObjectNode root, List<String> path) {
        JsonNode node = root;
        for (String name : path) {
            node = node == null ? null : node.get(name);
        }
        return node;
    }

    private ObjectNode own(ObjectNode object) {
        if (own.contains(object)) {
            return object;
        }
        ObjectNode copy = Json.object();
        copy.setAll(object);
        own.add(copy);
        return copy;
    }
}
