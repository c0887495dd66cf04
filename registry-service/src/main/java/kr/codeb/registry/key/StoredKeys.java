package kr.codeb.registry.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.store.Damage;
import kr.codeb.registry.store.Json;

/** The keys of one version of {@code keys.json}. An entry that cannot be read stops nobody but its own key. */
final class StoredKeys {

    static final String KEYS = "keys";
    static final String HASH = "hash";
    /** What a run's key was made for; see {@link kr.codeb.contracts.key.NewCiKey}. */
    static final String ASSERTION = "assertion";

    private final ObjectNode root;
    private final Map<String, ApiKey> byId = new LinkedHashMap<>();
    private final Map<String, ApiKey> byHash = new HashMap<>();
    private final Set<String> assertions = new HashSet<>();
    private final Map<String, CodebException> damagedByHash = new HashMap<>();

    StoredKeys(ObjectNode root) {
        this.root = root;
        root.path(KEYS).properties().forEach(entry -> add(entry.getKey(), entry.getValue()));
    }

    private void add(String id, JsonNode entry) {
        String hash = entry.path(HASH).asText();
        if (entry.has(ASSERTION)) {
            assertions.add(entry.path(ASSERTION).asText());
        }
        try {
            ApiKey key = Json.as(entry, ApiKey.class);
            if (key.id() == null || key.teamId() == null || key.role() == null) {
                throw new IllegalArgumentException("id, teamId or role is missing");
            }
            byId.put(id, key);
            byHash.put(hash, key);
        } catch (IllegalArgumentException misfit) {
            String why = misfit.getMessage().lines().findFirst().orElse("");
            damagedByHash.put(hash, Damage.of(FileNames.KEYS, "the entry %s cannot be read: %s".formatted(id, why)));
        }
    }

    /** All that the file says of a key. */
    JsonNode entry(ApiKey key) {
        return root.path(KEYS).path(key.id());
    }

    /** The version of the file that this was read from. */
    boolean isOf(ObjectNode file) {
        return root == file;
    }

    Stream<ApiKey> all() {
        return byId.values().stream();
    }

    /** Whether a key was made for this assertion. */
    boolean wasUsed(String assertion) {
        return assertions.contains(assertion);
    }

    /** The keys of runs for a project, ended ones included. */
    Stream<ApiKey> ofRuns(String project) {
        return all().filter(key -> key.run() != null && key.mayReach(project));
    }

    Stream<ApiKey> ofTeam(String teamId) {
        return all().filter(key -> key.teamId().equals(teamId));
    }

    Optional<ApiKey> byId(String id) {
        return Optional.ofNullable(id).map(byId::get);
    }

    /**
     * Looking a hash up in a map takes a time that may depend on the stored hashes, but nobody gets from a hash to the
     * key that it is of.
     *
     * @throws CodebException REGISTRY_CORRUPT when the key's entry cannot be read
     */
    Optional<ApiKey> byHash(String hash) {
        CodebException damage = damagedByHash.get(hash);
        if (damage != null) {
            throw new CodebException(damage.body());
        }
        return Optional.ofNullable(hash).map(byHash::get);
    }

    /** A sentence about each entry that cannot be read. */
    Stream<CodebException> damages() {
        return damagedByHash.values().stream();
    }
}
