package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.store.Json;
import kr.codeb.settings.PortRange;

/** The files of a registry with many projects. */
final class BenchFiles {

    static final PortRange WIDE = new PortRange(2_000, 58_999);
    static final PortRange REST = new PortRange(59_000, 59_999);

    private BenchFiles() {}

    static void fill(Path registry, int projects) throws IOException {
        Files.createDirectories(registry.resolve("slots"));
        ObjectNode ssot = Json.object().put("version", "7.0");
        ObjectNode entries = ssot.putObject("projects");
        ObjectNode allocated = ssot.putObject("ports").putObject("allocated");
        for (int number = 0; number < projects; number++) {
            String name = "project" + number;
            int blue = WIDE.first() + 2 * number;
            entries.set(name, entry(name, blue));
            allocated.putObject("" + blue).put("project", name).put("slot", "blue");
            allocated.putObject("" + (blue + 1)).put("project", name).put("slot", "green");
            Files.write(
                    registry.resolve(FileNames.slotFile(name, Environment.PRODUCTION)), Json.bytes(slots(name, blue)));
        }
        Files.write(registry.resolve(FileNames.SSOT), Json.bytes(ssot));
    }

    private static ObjectNode entry(String name, int blue) {
        ObjectNode entry = Json.object().put("teamId", "team_a").put("type", "nextjs");
        entry.putObject("ports").put("blue", blue).put("green", blue + 1);
        entry.putObject("database").put("name", name + "_db").put("user", name + "_user");
        return entry.put("domain", name + ".codeb.kr")
                .put("createdAt", "2026-01-14T10:00:00Z")
                .put("createdBy", "key_xyz789");
    }

    private static ObjectNode slots(String name, int blue) {
        ObjectNode slots = Json.object()
                .put("projectName", name)
                .put("teamId", "team_a")
                .put("environment", "production")
                .put("activeSlot", "blue");
        slots.putObject("blue").put("name", "blue").put("state", "empty").put("port", blue);
        slots.putObject("green").put("name", "green").put("state", "empty").put("port", blue + 1);
        return slots;
    }

    static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
