package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Both slots of a project's environment: the slot file.
 *
 * @param activeSlot names the active slot once there is one; before that {@code blue}, or absent in an adopted file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Slots(
        String projectName,
        String teamId,
        Environment environment,
        SlotName activeSlot,
        Slot blue,
        Slot green,
        Instant lastUpdated) {

    public Slot slot(SlotName name) {
        return name == SlotName.BLUE ? blue : green;
    }

    public Optional<Slot> in(SlotState state) {
        return Stream.of(blue, green).filter(slot -> slot.state() == state).findFirst();
    }

    /** The slot that the next deploy goes to: the one {@link #activeSlot} does not name. */
    public SlotName deployTarget() {
        return activeSlot == null ? SlotName.BLUE : activeSlot.other();
    }
}
