package kr.codeb.contracts.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a change of an environment's settings did.
 *
 * @param changed by the setting's name; empty when all was so before
 * @param project as it is now
 */
public record SettingsChanged(Map<String, FromTo> changed, Project project) {

    /** @param from null when it was not set */
    public record FromTo(JsonNode from, JsonNode to) {}
}
