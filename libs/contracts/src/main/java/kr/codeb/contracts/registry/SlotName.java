package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** One of the two places where a version of a project can stand. */
public enum SlotName {
    BLUE,
    GREEN;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if {@code wire} names no slot */
    @JsonCreator
    public static SlotName of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** JAX-RS path and query parameters are read by this name. */
    public static SlotName fromString(String wire) {
        return of(wire);
    }

    public SlotName other() {
        return this == BLUE ? GREEN : BLUE;
    }

    @Override
    public String toString() {
        return wire();
    }
}
