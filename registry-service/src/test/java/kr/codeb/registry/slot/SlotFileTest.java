package kr.codeb.registry.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.registry.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotFileTest {

    private static final Duration GRACE = Duration.ofHours(48);
    private static final Instant NOW = Instant.parse("2026-01-14T10:00:00Z");

    @Test
    void aNewFileReadsAsTheSeedShowsIt() throws IOException {
        var slots = new Slots(
                "myapp",
                "team_abc123",
                Environment.PRODUCTION,
                SlotName.BLUE,
                Slot.empty(SlotName.BLUE, 4102),
                Slot.empty(SlotName.GREEN, 4103),
                NOW);
        assertEquals(
                Json.parse("""
                    {"projectName": "myapp", "teamId": "team_abc123", "environment": "production", "activeSlot": "blue",
                     "blue": { "name": "blue", "state": "empty", "port": 4102 },
                     "green": { "name": "green", "state": "empty", "port": 4103 },
                     "lastUpdated": "2026-01-14T10:00:00Z"}
                    """.getBytes()).toString(),
                SlotFile.write(SlotPair.empty(slots), Json.object()).toString());
    }

    @Test
    void unknownKeysStayAndKeysThatDoNotApplyGo() throws IOException {
        var before = Json.parse("""
            {"note": "관리자", "projectName": "myapp", "environment": "production", "activeSlot": "green",
             "blue": {"state": "grace", "port": 4102, "version": "v1", "owner": {"n": 1.50}, "graceExpiresAt": "2026-01-16T10:30:00+09:00"},
             "green": {"state": "active", "port": 4103, "version": "v2", "x": [1]}}
            """.getBytes());
        SlotPair pair = SlotFile.read("f", before, GRACE);
        assertEquals(Instant.parse("2026-01-16T01:30:00Z"), pair.slots().blue().graceExpiresAt());
        var after = SlotFile.write(pair.after(new SlotEvent.RolledBack(), "op_1", NOW, GRACE), before);
        assertEquals("관리자", after.get("note").asText());
        assertEquals("{\"n\":1.50}", after.get("blue").get("owner").toString());
        assertEquals("[1]", after.get("green").get("x").toString());
        assertEquals("active", after.get("blue").get("state").asText());
        assertEquals(false, after.get("blue").has("graceExpiresAt"));
        assertEquals("note", after.fieldNames().next());
    }

    @Test
    void anAdoptedFileMayLackWhatCodeBKnowsBetter() throws IOException {
        Slots slots = SlotFile.read(
                        "f",
                        Json.parse(
                                "{\"activeSlot\":\"blue\",\"lastUpdated\":\"2026-01-14T10:00:00Z\",\"green\":{\"state\":\"active\",\"port\":4103},\"blue\":{\"state\":\"grace\"}}"
                                        .getBytes()),
                        GRACE)
                .slots();
        assertEquals(SlotName.GREEN, slots.activeSlot());
        assertEquals(4102, slots.blue().port());
        assertEquals(NOW.plus(GRACE), slots.blue().graceExpiresAt());
        assertEquals(SlotState.ACTIVE, slots.green().state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"blue\":{\"state\":\"active\",\"port\":4102},\"green\":{\"state\":\"active\",\"port\":4103}}",
                "{\"blue\":{\"state\":\"purple\",\"port\":4102}}",
                "{}",
                "{\"blue\":{\"port\":4102},\"lastUpdated\":\"yesterday\"}",
            })
    void aFileThatMakesNoSenseIsRefusedByName(String json) {
        CodebException refusal = assertThrows(
                CodebException.class,
                () -> SlotFile.read("slots/a-production.json", Json.parse(json.getBytes()), GRACE));
        assertEquals(ErrorCode.REGISTRY_CORRUPT, refusal.code());
        assertEquals("slots/a-production.json", refusal.details().get("file"));
    }
}
