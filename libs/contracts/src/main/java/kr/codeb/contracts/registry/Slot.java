package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One slot as its file tells it. Everything but name, state and port is absent while the slot is empty.
 *
 * @param image the reference the caller gave, {@code ghcr.io/org/myapp:abc123def}
 * @param digest what was pulled and runs, {@code sha256:…}
 * @param envVersion version of the env file that the container was started with
 * @param healthStatus {@code healthy}, as proven by the deploy
 * @param graceExpiresAt exactly while {@code state} is GRACE
 * @param operationId the operation that deployed what stands here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Slot(
        SlotName name,
        SlotState state,
        int port,
        String version,
        String image,
        String digest,
        String envVersion,
        Instant deployedAt,
        String deployedBy,
        String healthStatus,
        Instant promotedAt,
        Instant graceExpiresAt,
        String operationId) {

    /** Whether its time as the version before is over: the one meaning of "expired". */
    public boolean expired(Instant now) {
        return state == SlotState.GRACE && (graceExpiresAt == null || !now.isBefore(graceExpiresAt));
    }

    public static Slot empty(SlotName name, int port) {
        return new Slot(name, SlotState.EMPTY, port, null, null, null, null, null, null, null, null, null, null);
    }
}
