package kr.codeb.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether visitors are well served: by the active slot, or by the version before, which takes over when the active one fails.
 *
 * @param healthy null when that cannot be told
 * @param reason why it is not well, in a sentence or two; null otherwise
 */
public record VisitorsHealth(Boolean healthy, String reason) {

    /** Empty when no slot is active, or nothing is known of Docker. @param status a slot file's content, and {@code containers} */
    public static Optional<VisitorsHealth> of(JsonNode status) {
        return inState(status, "active").flatMap(active -> {
            JsonNode container = status.path("containers").path(active);
            if (container.isMissingNode()) {
                return Optional.empty();
            }
            JsonNode healthy = container.path("healthy");
            if (healthy.asBoolean()) {
                return Optional.of(new VisitorsHealth(true, null));
            }
            boolean exists = container.path("exists").asBoolean();
            String reason = exists
                    ? container.path("reason").asText()
                    : "Its container is gone; workflow_scan with repair makes it again.";
            return Optional.of(new VisitorsHealth(
                    exists && !healthy.isBoolean() ? null : false,
                    "%s (%s): %s%s".formatted(active, version(status, active), reason, standIn(status))));
        });
    }

    public void tell(ObjectNode fields) {
        fields.put("healthy", healthy);
        if (reason != null) {
            fields.put("reason", reason);
        }
    }

    private static String standIn(JsonNode status) {
        return inState(status, "grace")
                .filter(slot ->
                        status.path("containers").path(slot).path("healthy").asBoolean())
                .map(slot -> " Visitors it does not answer are served by the version before, %s (%s)."
                        .formatted(slot, version(status, slot)))
                .orElse("");
    }

    private static Optional<String> inState(JsonNode status, String state) {
        return Stream.of("blue", "green")
                .filter(slot -> status.path(slot).path("state").asText().equals(state))
                .findFirst();
    }

    private static String version(JsonNode status, String slot) {
        return status.path(slot).path("version").asText("no version");
    }
}
