package kr.codeb.registry.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@code docs/slots.md}, row by row. States are written {@code blue/green}; late is after the deadline. */
class SlotPairTest {

    private static final Instant NOW = Instant.parse("2026-01-14T10:35:00Z");
    private static final Duration GRACE = Duration.ofHours(48);

    @ParameterizedTest
    @CsvSource(textBlock = """
        # before,            event,             when,   after or refusal
        empty/empty,         deployed green,    soon,   empty/deployed
        empty/empty,         deployed blue,     soon,   deployed/empty
        empty/empty,         promoted green,    soon,   SLOT_NOT_DEPLOYED
        empty/empty,         rolledBack,        soon,   NO_GRACE_SLOT
        empty/empty,         expired green,     soon,   SLOT_NOT_DEPLOYED
        empty/empty,         forced green,      soon,   SLOT_NOT_DEPLOYED
        empty/deployed,      deployed green,    soon,   empty/deployed
        empty/deployed,      deployed blue,     soon,   deployed/deployed
        empty/deployed,      promoted green,    soon,   empty/active
        empty/deployed,      promoted blue,     soon,   SLOT_NOT_DEPLOYED
        empty/deployed,      rolledBack,        soon,   NO_GRACE_SLOT
        empty/deployed,      expired green,     late,   SLOT_NOT_DEPLOYED
        empty/deployed,      forced green,      soon,   empty/empty
        empty/active,        deployed green,    soon,   INVALID_REQUEST
        empty/active,        deployed blue,     soon,   deployed/active
        empty/active,        promoted green,    soon,   SLOT_NOT_DEPLOYED
        empty/active,        rolledBack,        soon,   NO_GRACE_SLOT
        empty/active,        expired green,     late,   SLOT_NOT_DEPLOYED
        empty/active,        forced green,      soon,   SLOT_NOT_DEPLOYED
        deployed/deployed,   promoted green,    soon,   deployed/active
        deployed/deployed,   rolledBack,        soon,   NO_GRACE_SLOT
        deployed/active,     deployed blue,     soon,   deployed/active
        deployed/active,     promoted blue,     soon,   active/grace
        deployed/active,     promoted green,    soon,   SLOT_NOT_DEPLOYED
        deployed/active,     rolledBack,        soon,   NO_GRACE_SLOT
        deployed/active,     expired blue,      late,   SLOT_NOT_DEPLOYED
        deployed/active,     forced blue,       soon,   empty/active
        deployed/active,     forced green,      soon,   SLOT_NOT_DEPLOYED
        grace/active,        deployed blue,     soon,   deployed/active
        grace/active,        deployed green,    soon,   INVALID_REQUEST
        grace/active,        promoted blue,     soon,   SLOT_NOT_DEPLOYED
        grace/active,        promoted green,    soon,   SLOT_NOT_DEPLOYED
        grace/active,        rolledBack,        soon,   active/deployed
        grace/active,        rolledBack,        late,   GRACE_EXPIRED
        grace/active,        expired blue,      soon,   NO_GRACE_SLOT
        grace/active,        expired blue,      late,   empty/active
        grace/active,        expired green,     late,   SLOT_NOT_DEPLOYED
        grace/active,        forced blue,       soon,   empty/active
        grace/active,        forced green,      soon,   SLOT_NOT_DEPLOYED
        """)
    void everyEventLeadsWhereTheTableSays(String before, String event, String when, String after) {
        for (boolean mirrored : new boolean[] {false, true}) {
            SlotPair pair = pair(mirror(before, mirrored));
            Instant now = when.equals("late") ? NOW.plus(GRACE) : NOW;
            SlotEvent sent = event(event, mirrored);
            if (after.contains("/")) {
                SlotPair next = pair.after(sent, "op_1", now, GRACE);
                assertEquals(mirror(after, mirrored), states(next.slots()));
                checkInvariants(pair.slots(), next.slots());
                assertSame(next, next.after(sent, "op_1", now, GRACE), "sent again by the same operation");
            } else {
                CodebException refusal = assertThrows(CodebException.class, () -> pair.after(sent, "op_1", now, GRACE));
                assertEquals(ErrorCode.valueOf(after), refusal.code());
            }
        }
    }

    @Test
    void whateverIsReachedFromAnEmptyPairIsSound() {
        Set<String> seen = new HashSet<>();
        var queue = new ArrayDeque<>(List.of(pair("empty/empty")));
        while (!queue.isEmpty()) {
            SlotPair pair = queue.poll();
            for (SlotEvent event : events().toList()) {
                for (Instant now : new Instant[] {NOW, NOW.plus(GRACE)}) {
                    try {
                        SlotPair next = pair.after(event, "op_" + seen.size() + now, now, GRACE);
                        checkInvariants(pair.slots(), next.slots());
                        if (seen.add(states(next.slots()) + next.slots().activeSlot())) {
                            queue.add(next);
                        }
                    } catch (CodebException refused) {
                        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
                    }
                }
            }
        }
        assertTrue(seen.size() >= 9, "reached " + seen);
    }

    @Test
    void promoteGivesTheFormerVersionItsDeadline() {
        Slots next = pair("active/deployed")
                .after(new Promoted(SlotName.GREEN), "op_1", NOW, GRACE)
                .slots();
        assertEquals(NOW.plus(GRACE), next.blue().graceExpiresAt());
        assertEquals(NOW, next.green().promotedAt());
        assertEquals(SlotName.GREEN, next.activeSlot());
    }

    @Test
    void aRefusalSaysWhatAndWhyAndWhatNext() {
        CodebException refusal = assertThrows(
                CodebException.class,
                () -> pair("active/empty").after(new Promoted(SlotName.GREEN), "op_1", NOW, GRACE));
        assertEquals("green cannot be promoted: it is empty. Deploy a version first.", refusal.getMessage());
    }

    @Test
    void theSameEventOfAnotherOperationIsAnotherEvent() {
        SlotPair promoted = pair("active/deployed").after(new Promoted(SlotName.GREEN), "op_1", NOW, GRACE);
        assertThrows(CodebException.class, () -> promoted.after(new Promoted(SlotName.GREEN), "op_2", NOW, GRACE));
    }

    private static void checkInvariants(Slots before, Slots after) {
        long active = Stream.of(after.blue(), after.green())
                .filter(slot -> slot.state() == SlotState.ACTIVE)
                .count();
        assertTrue(active <= 1);
        after.in(SlotState.ACTIVE).ifPresent(slot -> assertEquals(slot.name(), after.activeSlot()));
        for (Slot slot : List.of(after.blue(), after.green())) {
            assertEquals(slot.state() == SlotState.GRACE, slot.graceExpiresAt() != null);
            assertTrue(slot.state() != SlotState.GRACE || active == 1);
            assertEquals(before.slot(slot.name()).port(), slot.port());
            assertEquals(slot.state() == SlotState.EMPTY, slot.version() == null);
        }
    }

    private static SlotPair pair(String states) {
        String[] both = states.split("/");
        SlotName active = both[1].equals("active") ? SlotName.GREEN : SlotName.BLUE;
        return SlotPair.empty(new Slots(
                "myapp",
                "team_a",
                Environment.PRODUCTION,
                active,
                slot(SlotName.BLUE, 4102, both[0]),
                slot(SlotName.GREEN, 4103, both[1]),
                NOW));
    }

    private static Slot slot(SlotName name, int port, String wire) {
        SlotState state = SlotState.of(wire);
        return state == SlotState.EMPTY
                ? Slot.empty(name, port)
                : new Slot(
                        name,
                        state,
                        port,
                        "v1",
                        "image:v1",
                        "sha256:1",
                        "e1",
                        NOW,
                        "key_1",
                        "healthy",
                        NOW,
                        state == SlotState.GRACE ? NOW.plus(GRACE) : null,
                        "op_0");
    }

    private static Stream<SlotEvent> events() {
        return Stream.of(SlotName.values())
                .flatMap(slot -> Stream.of(
                        event("deployed " + slot, false),
                        new Promoted(slot),
                        new RolledBack(),
                        new Emptied(slot, Reason.EXPIRED),
                        new Emptied(slot, Reason.FORCED)));
    }

    private static SlotEvent event(String text, boolean mirrored) {
        String[] words = text.split(" ");
        SlotName slot = words.length == 1 ? null : SlotName.of(words[1]);
        SlotName named = mirrored && slot != null ? slot.other() : slot;
        return switch (words[0]) {
            case "deployed" -> new Deployed(named, "v2", "image:v2", "sha256:2", "e2", "key_1", "op_1");
            case "promoted" -> new Promoted(named);
            case "rolledBack" -> new RolledBack();
            case "expired" -> new Emptied(named, Reason.EXPIRED);
            case "forced" -> new Emptied(named, Reason.FORCED);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String states(Slots slots) {
        return slots.blue().state() + "/" + slots.green().state();
    }

    private static String mirror(String states, boolean mirrored) {
        String[] both = states.split("/");
        return mirrored ? both[1] + "/" + both[0] : states;
    }
}
