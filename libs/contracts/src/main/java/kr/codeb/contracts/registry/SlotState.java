package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What stands in a slot. {@code docs/slots.md} draws the table of moves. */
public enum SlotState {
    /** No container. */
    EMPTY,
    /** A healthy container that receives no traffic but its preview's. */
    DEPLOYED,
    /** The container that production traffic goes to. */
    ACTIVE,
    /** The version before, kept running for a rollback until its deadline. */
    GRACE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static SlotState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return wire();
    }
}
