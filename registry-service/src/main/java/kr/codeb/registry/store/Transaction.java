package kr.codeb.registry.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a {@link TransactionBody} sees and says. It sees the documents as they were before it; what it says is written
 * after it returned. Trees that it is given or gives must not be changed in place: copy what is to be altered.
 */
public interface Transaction {

    /**
     * The document, or what such a document begins with.
     *
     * @return empty when there is no such document and it has no beginning
     * @throws kr.codeb.contracts.error.CodebException REGISTRY_CORRUPT
     */
    Optional<ObjectNode> read(String name);

    /** Makes sure that all documents of a folder have been read as they are now, so that listeners know them. */
    void readAll(String folder);

    /** Puts a value at a path, and makes the objects on the way that are missing. No path: the whole document. */
    void put(String name, JsonNode value, String... path);

    /** Removes what is at a path; nothing there is fine. No path: the document. */
    default void remove(String name, String... path) {
        put(name, null, path);
    }
}
