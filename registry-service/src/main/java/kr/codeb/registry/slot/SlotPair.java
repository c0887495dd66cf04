package kr.codeb.registry.slot;

import java.time.Duration;
import java.time.Instant;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotEvent.Deployed;
import kr.codeb.contracts.registry.SlotEvent.Emptied;
import kr.codeb.contracts.registry.SlotEvent.Promoted;
import kr.codeb.contracts.registry.SlotEvent.Reason;
import kr.codeb.contracts.registry.SlotEvent.RolledBack;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;

/**
 * The slot state machine. It is the pair, because promote and rollback move both slots at once. {@code docs/slots.md}
 * draws the table.
 *
 * @param last the event that led here; null in an adopted file
 */
record SlotPair(Slots slots, LastEvent last) {

    /** An event that is sent again by the same operation, since its answer was lost, is known by this. */
    record LastEvent(String operationId, String event) {}

    static SlotPair empty(Slots slots) {
        return new SlotPair(slots, null);
    }

    /**
     * The pair after an event.
     *
     * @param operationId the operation that sends it
     * @param grace how long a promote keeps the version before
     * @throws CodebException SLOT_NOT_DEPLOYED, NO_GRACE_SLOT, GRACE_EXPIRED; INVALID_REQUEST for a deploy to the active
     *     slot
     */
    SlotPair after(SlotEvent event, String operationId, Instant now, Duration grace) {
        LastEvent sent = new LastEvent(operationId, describe(event));
        if (sent.equals(last)) {
            return this;
        }
        Slots next = switch (event) {
            case Deployed deployed -> deployed(deployed, now);
            case Promoted promoted -> promoted(promoted.slot(), now, grace);
            case RolledBack rolledBack -> rolledBack(now);
            case Emptied emptied -> emptied(emptied.slot(), emptied.reason(), now);
        };
        return new SlotPair(next, sent);
    }

    private Slots deployed(Deployed event, Instant now) {
        Slot slot = slots.slot(event.slot());
        if (slot.state() == SlotState.ACTIVE) {
            throw refused(
                    ErrorCode.INVALID_REQUEST,
                    "%s takes no deploy: it is active and serves the traffic. Deploy to %s.",
                    slot.name(),
                    slot.name().other());
        }
        Slot filled = new Slot(
                slot.name(),
                SlotState.DEPLOYED,
                slot.port(),
                event.version(),
                event.image(),
                event.digest(),
                event.envVersion(),
                now,
                event.by(),
                "healthy",
                null,
                null,
                event.operationId());
        return with(slots.activeSlot(), filled, other(slot), now);
    }

    private Slots promoted(SlotName name, Instant now, Duration grace) {
        Slot slot = slots.slot(name);
        if (slot.state() != SlotState.DEPLOYED) {
            throw refused(
                    ErrorCode.SLOT_NOT_DEPLOYED,
                    "%s cannot be promoted: it is %s. %s",
                    name,
                    slot.state(),
                    slot.state() == SlotState.ACTIVE ? "It serves the traffic already." : "Deploy a version first.");
        }
        Slot other = other(slot);
        Slot before = other.state() == SlotState.ACTIVE
                ? moved(other, SlotState.GRACE, other.promotedAt(), now.plus(grace))
                : other;
        return with(name, moved(slot, SlotState.ACTIVE, now, null), before, now);
    }

    private Slots rolledBack(Instant now) {
        Slot active = slots.in(SlotState.ACTIVE)
                .orElseThrow(() -> refused(
                        ErrorCode.NO_GRACE_SLOT,
                        "There is nothing to roll back: no slot is active. Deploy a version and promote it."));
        Slot kept = other(active);
        if (kept.state() != SlotState.GRACE) {
            throw refused(
                    ErrorCode.NO_GRACE_SLOT,
                    "There is nothing to roll back to: %s is %s. Deploy the version that you want, and promote it.",
                    kept.name(),
                    kept.state());
        }
        if (kept.expired(now)) {
            throw refused(
                    ErrorCode.GRACE_EXPIRED,
                    "%s was kept for a rollback until %s. Deploy the version that you want, and promote it.",
                    kept.name(),
                    kept.graceExpiresAt());
        }
        return with(
                kept.name(),
                moved(kept, SlotState.ACTIVE, now, null),
                moved(active, SlotState.DEPLOYED, null, null),
                now);
    }

    private Slots emptied(SlotName name, Reason reason, Instant now) {
        Slot slot = slots.slot(name);
        boolean allowed = switch (reason) {
            case FORCED -> slot.state() == SlotState.DEPLOYED || slot.state() == SlotState.GRACE;
            case EXPIRED -> slot.expired(now);
        };
        if (!allowed) {
            throw refused(
                    slot.state() == SlotState.GRACE ? ErrorCode.NO_GRACE_SLOT : ErrorCode.SLOT_NOT_DEPLOYED,
                    "%s cannot be emptied: it is %s. %s",
                    name,
                    slot.state(),
                    whyNotEmptied(slot));
        }
        return with(slots.activeSlot(), Slot.empty(name, slot.port()), other(slot), now);
    }

    private static String whyNotEmptied(Slot slot) {
        return switch (slot.state()) {
            case EMPTY -> "There is nothing to do.";
            case ACTIVE -> "Promote or roll back to the other slot first.";
            case DEPLOYED -> "Only a forced cleanup discards a deployed version.";
            case GRACE ->
                "It is kept for a rollback until %s; a forced cleanup gives that up.".formatted(slot.graceExpiresAt());
        };
    }

    private Slot other(Slot slot) {
        return slots.slot(slot.name().other());
    }

    private Slots with(SlotName activeSlot, Slot one, Slot other, Instant now) {
        boolean oneIsBlue = one.name() == SlotName.BLUE;
        return new Slots(
                slots.projectName(),
                slots.teamId(),
                slots.environment(),
                activeSlot,
                oneIsBlue ? one : other,
                oneIsBlue ? other : one,
                now);
    }

    private static Slot moved(Slot slot, SlotState state, Instant promotedAt, Instant graceExpiresAt) {
        return new Slot(
                slot.name(),
                state,
                slot.port(),
                slot.version(),
                slot.image(),
                slot.digest(),
                slot.envVersion(),
                slot.deployedAt(),
                slot.deployedBy(),
                slot.healthStatus(),
                promotedAt,
                graceExpiresAt,
                slot.operationId());
    }

    private static String describe(SlotEvent event) {
        return switch (event) {
            case Deployed deployed -> "deployed " + deployed.slot();
            case Promoted promoted -> "promoted " + promoted.slot();
            case RolledBack rolledBack -> "rolledBack";
            case Emptied emptied -> "emptied " + emptied.slot();
        };
    }

    private static CodebException refused(ErrorCode code, String sentence, Object... parts) {
        return new CodebException(code, sentence.formatted(parts));
    }
}
