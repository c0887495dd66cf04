package kr.codeb.deployer.slot;

import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;

/**
 * The slot that an operation is about, and what stood there when it began: noted before anything is changed.
 *
 * @param operationId the operation that deployed what stood there; {@code -} when nobody knows
 * @param version what stood there; null when nothing did, or nobody knows
 */
public record Target(SlotName slot, SlotState state, String operationId, String version) {

    private static final String UNKNOWN = "-";

    public static Target of(Slot slot) {
        return new Target(
                slot.name(), slot.state(), slot.operationId() == null ? UNKNOWN : slot.operationId(), slot.version());
    }

    /** Reads a note. */
    public static Target of(String note) {
        String[] words = note.split(" ", 4);
        return new Target(SlotName.of(words[0]), SlotState.of(words[1]), words[2], words.length < 4 ? null : words[3]);
    }

    public String note() {
        return slot + " " + state + " " + operationId + (version == null ? "" : " " + version);
    }

    /** Whether the registry still tells of what stood there when the operation began. */
    public boolean unchanged(Slot now) {
        return state == now.state() && sameVersion(now);
    }

    /** Whether it is still the same version that stands there, in whatever state. */
    public boolean sameVersion(Slot now) {
        return operationId.equals(of(now).operationId());
    }

    public boolean wasUsed() {
        return state != SlotState.EMPTY;
    }
}
