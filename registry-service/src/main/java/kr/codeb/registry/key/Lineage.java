package kr.codeb.registry.key;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kr.codeb.contracts.key.ApiKey;

/** Which keys were made by which. */
final class Lineage {

    private final List<ApiKey> keys;

    Lineage(List<ApiKey> keys) {
        this.keys = keys;
    }

    /**
     * All that a key made, and what those made.
     *
     * @param spared id of a key that is left out with all that it made; may be null
     */
    List<ApiKey> madeBy(String id, String spared) {
        Set<String> makers = new LinkedHashSet<>(List.of(id));
        var made = new ArrayList<ApiKey>();
        for (boolean more = true; more; ) {
            List<ApiKey> next = keys.stream()
                    .filter(key -> makers.contains(key.createdBy()) && !makers.contains(key.id()))
                    .filter(key -> !key.id().equals(spared))
                    .toList();
            made.addAll(next);
            more = next.stream().map(ApiKey::id).map(makers::add).reduce(false, Boolean::logicalOr);
        }
        return made;
    }
}
