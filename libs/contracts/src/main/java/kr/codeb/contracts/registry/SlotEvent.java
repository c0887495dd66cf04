package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What happened to a pair of slots. Services send events; only the registry decides which states follow. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SlotEvent.Deployed.class, name = "deployed"),
    @JsonSubTypes.Type(value = SlotEvent.Promoted.class, name = "promoted"),
    @JsonSubTypes.Type(value = SlotEvent.RolledBack.class, name = "rolledBack"),
    @JsonSubTypes.Type(value = SlotEvent.Emptied.class, name = "emptied"),
})
public sealed interface SlotEvent {

    /** A healthy container stands in {@code slot}. Allowed unless the slot is active. */
    record Deployed(
            SlotName slot,
            String version,
            String image,
            String digest,
            String envVersion,
            String by,
            String operationId)
            implements SlotEvent {}

    /** Traffic moved to {@code slot}, which was deployed. */
    record Promoted(SlotName slot) implements SlotEvent {}

    /** Traffic moved back to the grace slot. */
    record RolledBack() implements SlotEvent {}

    /** The container of {@code slot} is given up. */
    record Emptied(SlotName slot, Reason reason) implements SlotEvent {}

    /** Why a slot is emptied: EXPIRED only after the grace deadline; FORCED by an admin, never the active one. */
    enum Reason {
        EXPIRED,
        FORCED
    }
}
