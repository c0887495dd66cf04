package kr.codeb.registry.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** codeb-slot's {@code slots.jq} and the registry go the same way from every pair of slots there is, and write the same bytes. */
class SlotScriptTest {

    private static final String FILE = "slots/myapp-production.json";
    private static final Instant NOW = Instant.parse("2026-01-14T10:35:00.120Z");
    private static final Duration GRACE = Duration.ofHours(48);
    private static final String ADOPTED = """
            {"projectName": "myapp", "environment": "production", "activeSlot": "blue", "note": {"by": ["hand", 7], "empty": {}},
             "blue": {"state": "active", "port": 4100, "version": "v\\"1é", "colour": "deep"},
             "green": {"state": "grace", "port": 4101, "version": "v0"}, "lastUpdated": "2026-01-13T19:35:00+09:00", "more": {"a": {"b": 1}}}
            """;

    @TempDir
    Path root;

    private record Case(ObjectNode file, SlotEvent event, Instant now, String expected) {}

    @Test
    void fromEveryStateEveryEventLeadsToTheSameFile() throws Exception {
        List<Case> cases = new ArrayList<>();
        try (TestRegistry registry = new TestRegistry(root)) {
            Set<String> seen = new HashSet<>();
            var queue = new ArrayDeque<>(List.of(fresh(), Json.parse(ADOPTED.getBytes(StandardCharsets.UTF_8))));
            while (!queue.isEmpty()) {
                ObjectNode file = queue.poll();
                for (SlotEvent event : events().toList()) {
                    for (Instant now : List.of(NOW, NOW.plus(GRACE))) {
                        ObjectNode after = after(file, event, now);
                        cases.add(new Case(
                                file, event, now, after == null ? refusal(file, event, now) : text(registry, after)));
                        if (after != null && seen.add(states(after))) {
                            queue.add(after);
                        }
                    }
                }
            }
        }
        assertTrue(cases.size() > 150, () -> cases.size() + " cases");
        List<String> said = run(cases);
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            String text = said.get(i).startsWith("refused ")
                    ? said.get(i)
                    : said.get(i).split("\n", 2)[1] + "\n";
            assertEquals(one.expected(), text, () -> one.event() + " at " + one.now() + " from " + one.file());
        }
    }

    private static ObjectNode fresh() {
        return SlotFile.write(
                SlotPair.empty(new Slots(
                        "myapp",
                        "team_a",
                        Environment.PRODUCTION,
                        SlotName.BLUE,
                        Slot.empty(SlotName.BLUE, 4100),
                        Slot.empty(SlotName.GREEN, 4101),
                        NOW)),
                Json.object());
    }

    private static Stream<SlotEvent> events() {
        return Stream.of(SlotName.values())
                .flatMap(slot -> Stream.of(
                        new SlotEvent.Deployed(
                                slot, "v2", "ghcr.io/o/a:v2", "sha256:0a", "e1", "codeb-slot:root", "op_9"),
                        new SlotEvent.Promoted(slot),
                        new SlotEvent.RolledBack(),
                        new SlotEvent.Emptied(slot, SlotEvent.Reason.FORCED),
                        new SlotEvent.Emptied(slot, SlotEvent.Reason.EXPIRED)));
    }

    /** @return null when it is refused */
    private static ObjectNode after(ObjectNode file, SlotEvent event, Instant now) {
        try {
            SlotPair before = SlotFile.read(FILE, file, GRACE);
            SlotPair next = before.after(event, "op_9", now, GRACE);
            return next == before ? file : SlotFile.write(next, file);
        } catch (CodebException refused) {
            return null;
        }
    }

    private static String refusal(ObjectNode file, SlotEvent event, Instant now) {
        try {
            SlotFile.read(FILE, file, GRACE).after(event, "op_9", now, GRACE);
            throw new AssertionError("it is allowed");
        } catch (CodebException refused) {
            return "refused %s %s".formatted(refused.code(), refused.getMessage());
        }
    }

    private String text(TestRegistry registry, ObjectNode file) throws Exception {
        registry.store.change(transaction -> {
            transaction.put(FILE, file);
            return null;
        });
        return Files.readString(root.resolve("registry").resolve(FILE));
    }

    private static String states(ObjectNode file) {
        return Stream.of(file.at("/blue/state"), file.at("/green/state"), file.at("/activeSlot"), file.at("/note"))
                .map(Objects::toString)
                .toList()
                .toString();
    }

    private List<String> run(List<Case> cases) throws Exception {
        StringBuilder input = new StringBuilder();
        for (Case one : cases) {
            ObjectNode asked = Json.object();
            asked.set("file", one.file());
            asked.set("event", Json.tree(one.event()));
            input.append(asked.put("now", one.now().toEpochMilli())).append('\n');
        }
        Path file = Files.writeString(root.resolve("cases.json"), input);
        String program = Files.readString(program())
                + " inputs | . as $case | $case.file | change($case.event; \"op_9\"; $case.now; %1$d; %1$d)"
                        .formatted(GRACE.toMillis());
        Process jq = new ProcessBuilder("jq", "-nc", program, file.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(jq.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jq.waitFor(), out);
        List<String> said = new ArrayList<>();
        for (String line : out.lines().toList()) {
            said.add(Json.MAPPER.readTree(line).asText());
        }
        assertEquals(cases.size(), said.size());
        return said;
    }

    private static Path program() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("deploy"))) {
            folder = folder.getParent();
        }
        return folder.resolve("deploy/codeb-slot.d/slots.jq");
    }
}
