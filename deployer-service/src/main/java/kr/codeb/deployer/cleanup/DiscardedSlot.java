package kr.codeb.deployer.cleanup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotEvent.Reason;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;

/**
 * A slot whose version is given up.
 *
 * @param digest of its image; {@code -} when nobody knows
 */
record DiscardedSlot(SlotName slot, Reason reason, String digest, String version) {

    private static final String UNKNOWN = "-";

    /**
     * What is to go: grace slots whose time is over; by force also those whose time is not over, and deployed ones.
     * Never the active one.
     */
    static List<DiscardedSlot> of(Slots slots, boolean force, Instant now) {
        return Stream.of(slots.blue(), slots.green())
                .flatMap(slot -> of(slot, force, now).stream())
                .toList();
    }

    private static Optional<DiscardedSlot> of(Slot slot, boolean force, Instant now) {
        boolean grace = slot.state() == SlotState.GRACE;
        boolean expired = slot.expired(now);
        if (!expired && !(force && (grace || slot.state() == SlotState.DEPLOYED))) {
            return Optional.empty();
        }
        return Optional.of(new DiscardedSlot(
                slot.name(),
                expired ? Reason.EXPIRED : Reason.FORCED,
                slot.digest() == null ? UNKNOWN : slot.digest(),
                slot.version() == null ? UNKNOWN : slot.version()));
    }

    static String note(List<DiscardedSlot> discards) {
        return discards.stream()
                .map(discard -> "%s %s %s %s".formatted(discard.slot, discard.reason, discard.digest, discard.version))
                .collect(Collectors.joining("\n"));
    }

    /** Reads a note. */
    static List<DiscardedSlot> of(String note) {
        return note.lines()
                .map(line -> line.split(" ", 4))
                .map(words -> new DiscardedSlot(SlotName.of(words[0]), Reason.valueOf(words[1]), words[2], words[3]))
                .toList();
    }

    static boolean covers(List<DiscardedSlot> discards, SlotName slot) {
        return discards.stream().anyMatch(discard -> discard.slot == slot);
    }
}
