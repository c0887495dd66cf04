package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** Who may receive a site's traffic, first choice first: the active slot, then the grace slot; never a deployed one. */
public enum Route {
    NONE,
    BLUE,
    BLUE_GREEN,
    GREEN,
    GREEN_BLUE;

    /** Follows from the slots alone. */
    public static Route of(Slots slots) {
        return slots.in(SlotState.ACTIVE)
                .map(active -> to(active.name(), slots.in(SlotState.GRACE).isPresent()))
                .orElse(NONE);
    }

    /** @param failover whether the other slot may serve while {@code first} does not answer */
    public static Route to(SlotName first, boolean failover) {
        if (first == SlotName.BLUE) {
            return failover ? BLUE_GREEN : BLUE;
        }
        return failover ? GREEN_BLUE : GREEN;
    }

    /** The slots that may serve, in order. */
    public List<SlotName> slots() {
        return switch (this) {
            case NONE -> List.of();
            case BLUE -> List.of(SlotName.BLUE);
            case BLUE_GREEN -> List.of(SlotName.BLUE, SlotName.GREEN);
            case GREEN -> List.of(SlotName.GREEN);
            case GREEN_BLUE -> List.of(SlotName.GREEN, SlotName.BLUE);
        };
    }

    /** The name of the marker directory: {@code green-blue}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static Route of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String toString() {
        return wire();
    }
}
