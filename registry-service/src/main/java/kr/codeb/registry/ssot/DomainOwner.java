package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import kr.codeb.contracts.registry.Environment;

/** Whose a domain is, a primary one or a further one. */
public record DomainOwner(String project, Environment environment) {

    /** @return empty when no environment has it */
    public static Optional<DomainOwner> of(ObjectNode ssot, String domain) {
        for (var entry : ssot.path("projects").properties()) {
            if (entry.getValue() instanceof ObjectNode project) {
                for (Environment environment : Environment.values()) {
                    if (Ssot.settings(project, environment)
                            .filter(settings -> has(settings, domain))
                            .isPresent()) {
                        return Optional.of(new DomainOwner(entry.getKey(), environment));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(ObjectNode settings, String domain) {
        if (domain.equalsIgnoreCase(settings.path("domain").asText())) {
            return true;
        }
        for (JsonNode further : settings.path("domains")) {
            if (domain.equalsIgnoreCase(further.asText())) {
                return true;
            }
        }
        return false;
    }
}
