package kr.codeb.gateway.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.gateway.Json;

/** The fake registry's projects: shop, blank, flaky and stuck are ours, foreign is theirs. */
final class Projects {

    private static final List<Project> ALL = List.of(
            project("shop", "ours"),
            project("blank", "ours"),
            project("flaky", "ours"),
            project("stuck", "ours"),
            project("foreign", "theirs"));

    private Projects() {}

    private static Project project(String name, String team) {
        ProjectEnvironment production = new ProjectEnvironment(
                new Ports(4100, 4101),
                null,
                null,
                name + ".codeb.test",
                List.of("www.example.com"),
                null,
                null,
                null,
                null,
                null,
                null);
        return new Project(name, team, "nextjs", Instant.EPOCH, "key_x", Map.of(Environment.PRODUCTION, production));
    }

    static List<Project> of(String team) {
        return ALL.stream().filter(project -> project.teamId().equals(team)).toList();
    }

    static Project named(String name) {
        return ALL.stream()
                .filter(project -> project.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CodebException(ErrorCode.PROJECT_NOT_FOUND, "There is no project " + name));
    }

    static List<Slots> slotsOf(String team) {
        return of(team).stream()
                .map(project -> slots(project.name(), "production"))
                .toList();
    }

    static Slots slots(String name, String environment) {
        Project project = named(name);
        Slot green = name.equals("blank")
                ? Slot.empty(SlotName.GREEN, 4101)
                : new Slot(
                        SlotName.GREEN,
                        SlotState.ACTIVE,
                        4101,
                        "v7",
                        "img:v7",
                        "sha256:0",
                        "env1",
                        Instant.EPOCH,
                        "key_x",
                        "healthy",
                        Instant.EPOCH,
                        null,
                        "op_0");
        return new Slots(
                name,
                project.teamId(),
                Environment.of(environment),
                SlotName.GREEN,
                Slot.empty(SlotName.BLUE, 4100),
                green,
                Instant.EPOCH);
    }

    static ObjectNode file(String name, String environment) {
        return ((ObjectNode) Json.tree(slots(name, environment))).put("unknownToCodeB", "kept");
    }
}
