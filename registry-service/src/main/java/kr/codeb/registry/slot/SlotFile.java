package kr.codeb.registry.slot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.registry.slot.SlotPair.LastEvent;
import kr.codeb.registry.store.Damage;
import kr.codeb.registry.store.Json;

/** Slot pairs as JSON, in the keys of CodeB v7. An adopted file may lack what CodeB did not write then. */
final class SlotFile {

    private static final String LAST_EVENT = "lastEvent";

    /** @param name for sentences, {@code slots/myapp-production.json} */
    static SlotPair read(String name, ObjectNode file, Duration grace) {
        try {
            return new SlotFile(name, file, grace).pair();
        } catch (DateTimeException | IllegalArgumentException misfit) {
            throw Damage.of(name, misfit.getMessage());
        }
    }

    private final String name;
    private final ObjectNode file;
    private final Duration grace;

    private SlotFile(String name, ObjectNode file, Duration grace) {
        this.name = name;
        this.file = file;
        this.grace = grace;
    }

    private SlotPair pair() {
        Slot blue = slot(SlotName.BLUE);
        Slot green = slot(SlotName.GREEN);
        if (blue.state() == SlotState.ACTIVE && green.state() == SlotState.ACTIVE) {
            throw Damage.of(name, "it says that both slots are active");
        }
        SlotName active = blue.state() == SlotState.ACTIVE
                ? SlotName.BLUE
                : green.state() == SlotState.ACTIVE ? SlotName.GREEN : named(file.path("activeSlot"));
        var slots = new Slots(
                text(file, "projectName"),
                text(file, "teamId"),
                Environment.of(file.path("environment").asText("production")),
                active,
                blue,
                green,
                time(file, "lastUpdated"));
        JsonNode last = file.path(LAST_EVENT);
        return new SlotPair(
                slots, last.isObject() ? new LastEvent(text(last, "operationId"), text(last, "event")) : null);
    }

    private Slot slot(SlotName slot) {
        JsonNode node = file.path(slot.wire());
        SlotState state = SlotState.of(node.path("state").asText("empty"));
        Instant expires = state == SlotState.GRACE ? time(node, "graceExpiresAt") : null;
        if (state == SlotState.GRACE && expires == null) {
            Instant updated = time(file, "lastUpdated");
            expires = updated == null ? Instant.EPOCH : updated.plus(grace);
        }
        return new Slot(
                slot,
                state,
                port(slot),
                text(node, "version"),
                text(node, "image"),
                text(node, "digest"),
                text(node, "envVersion"),
                time(node, "deployedAt"),
                text(node, "deployedBy"),
                text(node, "healthStatus"),
                time(node, "promotedAt"),
                expires,
                text(node, "operationId"));
    }

    private int port(SlotName slot) {
        int port = file.path(slot.wire()).path("port").asInt();
        int neighbour = file.path(slot.other().wire()).path("port").asInt();
        if (port == 0 && neighbour == 0) {
            throw Damage.of(name, "it names no ports");
        }
        return port != 0 ? port : slot == SlotName.BLUE ? neighbour - 1 : neighbour + 1;
    }

    private static SlotName named(JsonNode node) {
        return node.isTextual() ? SlotName.of(node.asText()) : null;
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).isTextual() ? node.path(key).asText() : null;
    }

    private static Instant time(JsonNode node, String key) {
        String text = text(node, key);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    /**
     * The pair in the shape of the file before: keys that CodeB does not know stay, those that do not apply go.
     *
     * @param before empty for a new file
     */
    static ObjectNode write(SlotPair pair, ObjectNode before) {
        ObjectNode file = before.deepCopy();
        ObjectNode known = Json.tree(pair.slots());
        for (String key : new String[] {"projectName", "teamId", "environment", "activeSlot"}) {
            put(file, key, known.get(key));
        }
        for (SlotName slot : SlotName.values()) {
            ObjectNode old = file.get(slot.wire()) instanceof ObjectNode object ? object : Json.object();
            file.set(slot.wire(), merged(old, (ObjectNode) known.get(slot.wire())));
        }
        put(file, "lastUpdated", known.get("lastUpdated"));
        put(file, LAST_EVENT, pair.last() == null ? null : Json.tree(pair.last()));
        return file;
    }

    private static ObjectNode merged(ObjectNode old, ObjectNode known) {
        for (var member : Slot.class.getRecordComponents()) {
            put(old, member.getName(), known.get(member.getName()));
        }
        return old;
    }

    private static void put(ObjectNode object, String key, JsonNode value) {
        if (value == null) {
            object.remove(key);
        } else {
            object.set(key, value);
        }
    }
}
