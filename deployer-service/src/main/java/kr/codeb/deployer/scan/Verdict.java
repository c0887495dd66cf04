package kr.codeb.deployer.scan;

import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.SlotContainer;

/** How a slot's container stands to what the registry says of the slot. */
sealed interface Verdict {

    /** As it should be. */
    record Fine() implements Verdict {}

    /** A slot in use has no container. */
    record Gone(Slot slot) implements Verdict {}

    /** The slot's own container does not run. */
    record Stopped(String status) implements Verdict {}

    /** A container of CodeB's stands in a slot that is empty. */
    record Leftover(FoundContainer container) implements Verdict {}

    /** A container that nobody but a person may remove: not CodeB's, or of another version than the registry says. */
    record Foreign(String why) implements Verdict {}

    /** @param found null when there is none of the slot's name */
    static Verdict of(SlotContainer place, Slot slot, FoundContainer found) {
        boolean empty = slot.state() == SlotState.EMPTY;
        if (found == null) {
            return empty ? new Fine() : new Gone(slot);
        }
        if (!found.madeFor(place)) {
            return new Foreign("a container that CodeB did not make (image %s)".formatted(found.image()));
        }
        if (empty) {
            return new Leftover(found);
        }
        if (slot.version() != null && found.version() != null && !slot.version().equals(found.version())) {
            return new Foreign("version " + found.version());
        }
        if (!found.hasDigest(slot.digest())) {
            return new Foreign("another image: " + String.join(", ", found.digests()));
        }
        return found.up() ? new Fine() : new Stopped(found.status());
    }

    /** What the scan says of it; null when all is well. */
    default Drift drift(SlotContainer place, Slot slot) {
        String what = "container " + place.name();
        String expected = slot.state() == SlotState.EMPTY
                ? "none, the slot is empty"
                : "version %s, running (%s)".formatted(slot.version(), slot.state());
        return switch (this) {
            case Fine fine -> null;
            case Gone gone when slot.image() == null -> Drift.reported(what, expected, "missing");
            case Gone gone -> Drift.repairable(what, expected, "missing");
            case Stopped stopped -> Drift.repairable(what, expected, stopped.status());
            case Leftover leftover ->
                Drift.repairable(
                        what, expected, "version " + leftover.container().version());
            case Foreign foreign -> Drift.reported(what, expected, foreign.why());
        };
    }

    /** What a person has to do; null when it is nobody's. */
    default String issue(SlotContainer place) {
        return this instanceof Foreign foreign
                ? "%s stands where %s should: %s. CodeB does not remove it; rename or remove it on the app server, then call with repair."
                        .formatted(place.name(), place.describe(), foreign.why())
                : null;
    }
}
