package kr.codeb.registry.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.registry.store.Json;

/** The keys of one version of {@code keys.json} by their hash. */
final class KeyIndex {

    private final ObjectNode root;
    private final Map<String, ApiKey> byHash = new HashMap<>();

    /** @param root null: no keys */
    KeyIndex(ObjectNode root) {
        this.root = root;
        if (root != null) {
            root.path("keys").forEach(entry -> byHash.put(entry.path("hash").asText(), Json.as(entry, ApiKey.class)));
        }
    }

    ObjectNode root() {
        return root;
    }

    /**
     * Looking a hash up takes a time that says something of the stored hashes at most, and from a hash nobody gets to a
     * key.
     */
    Optional<ApiKey> find(String hash) {
        return Optional.ofNullable(hash).map(byHash::get);
    }
}
