package kr.codeb.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.BareDoors.Door;
import kr.codeb.gateway.call.BareDoors.Heard;
import kr.codeb.gateway.call.Cell.Key;
import kr.codeb.gateway.call.Cell.Target;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every tool, by every role, with every sort of key, about every sort of project, through both doors. What may not be is refused, and
 * then nothing was begun; what is answered tells of no project that the key is not for.
 */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class MatrixTest {

    private static final List<String> MALFORMED = List.of(
            "",
            "nonsense",
            "codeb_",
            "codeb_ours_owner_",
            "codeb_ours_owner_" + "9".repeat(600),
            "Codeb_ours_owner_0123456789abcdef",
            "codeb_ours_owner_0123456789ABCDEF",
            "codeb_ours_owner_0123456789abcde",
            "codeb_ours_owner_0123456789abcdef0",
            "codeb_ours_owner_0123456789abcdef codeb_ours_owner_0123456789abcdef",
            "codeb_theirs_superuser_0123456789abcdef",
            "' OR '1'='1");

    private final BareDoors doors = new BareDoors();
    private final Map<String, String> narrow = new ConcurrentHashMap<>();

    @Inject
    ToolCatalog catalog;

    /** A tool that is added is in the matrix, or the build fails. */
    @Test
    void everyToolHasItsRow() {
        Set<String> tools = catalog.tools().stream().map(Tool::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(tools, new TreeSet<>(Contract.ROWS.keySet()), "the tools, and those that Contract has a row for");
    }

    @TestFactory
    Stream<DynamicTest> everyCellIsAsItWasPromised() {
        return catalog.tools().stream()
                .map(tool -> DynamicTest.dynamicTest(tool.name(), () -> check(cellsOf(tool.name()))));
    }

    private static List<Cell> cellsOf(String tool) {
        List<Cell> cells = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Key key : Key.values()) {
                for (Target target : Target.values()) {
                    for (Door door : Door.values()) {
                        cells.add(new Cell(tool, role, key, target, door));
                    }
                }
            }
        }
        return cells;
    }

    private void check(List<Cell> cells) {
        Map<String, Cell> begun = new ConcurrentHashMap<>();
        List<String> wrong = Bulk.each(cells, cell -> {
            String id = UUID.randomUUID().toString();
            begun.put(id, cell);
            return problem(cell, id);
        });
        Doors.changes().forEach(change -> {
            Cell cell = begun.get(change.path("correlationId").asText());
            if (cell != null && !cell.expected().equals("OK")) {
                wrong.add("%s changed something: %s".formatted(cell, change));
            }
        });
        assertEquals(List.of(), wrong);
    }

    /** Null when all is well. */
    private String problem(Cell cell, String id) {
        Map<String, Object> params = Samples.of(cell.tool(), cell.target().project != null, cell.target().project);
        Heard heard = doors.call(cell.door(), key(cell), cell.tool(), Json.line(params), id);
        JsonNode answer = heard.answer();
        if (!heard.code().equals(cell.expected())) {
            return "%s: expected %s, heard %s".formatted(cell, cell.expected(), answer);
        }
        if (!answer.path("correlationId").asText().equals(id)) {
            return "%s: another correlation id in %s".formatted(cell, answer);
        }
        boolean tells = tells(answer, cell, Target.FOREIGN) || tells(answer, cell, Target.OWN) && !cell.knowsOwn();
        return tells ? "%s tells of another's project: %s".formatted(cell, answer) : null;
    }

    /** Whether a project is in an answer to a call that did not name it, by its name or its domain. */
    private static boolean tells(JsonNode answer, Cell cell, Target project) {
        String text = answer.toString();
        return cell.target() != project
                && (text.contains('"' + project.project + '"') || text.contains(project.project + ".codeb.test"));
    }

    private String key(Cell cell) {
        return switch (cell.key()) {
            case VALID -> Keys.ours(cell.role());
            case FOR_THIS -> narrow(cell.role(), "shop", cell.tool());
            case FOR_ANOTHER_PROJECT -> narrow(cell.role(), "blank", null);
            case FOR_ANOTHER_TOOL ->
                narrow(cell.role(), null, cell.tool().equals("project_list") ? "health_check" : "project_list");
            case EXPIRED -> Keys.expired("ours", cell.role());
            case REVOKED -> Keys.revoked("ours", cell.role());
            case MALFORMED -> MALFORMED.get(Math.floorMod(cell.number(), MALFORMED.size()));
        };
    }

    /** @param project null: all @param tool null: all */
    private String narrow(Role role, String project, String tool) {
        return narrow.computeIfAbsent("%s %s %s".formatted(role, project, tool), one -> {
            Map<String, Object> params = new HashMap<>(Map.of("name", one, "role", role.wire()));
            params.put("projects", project == null ? null : List.of(project));
            params.put("tools", tool == null ? null : List.of(tool));
            return Doors.json(Doors.plain(Keys.ours(Role.OWNER), "token_create", params))
                    .path("key")
                    .asText();
        });
    }
}
