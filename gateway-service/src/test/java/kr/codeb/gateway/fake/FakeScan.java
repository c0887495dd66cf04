package kr.codeb.gateway.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.contracts.scan.RegistryFile.State;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.fake.FakeServer.Incoming;
import kr.codeb.gateway.fake.FakeServer.Reply;

/**
 * What a scan asks. The projects {@code damaged}, ours, and {@code hidden}, theirs, cannot be read out of the SSOT before it is
 * restored; their slot files can.
 */
final class FakeScan {

    private final AtomicBoolean damaged = new AtomicBoolean(true);

    /** To be made first: its answers are more exact than the registry's. */
    FakeScan(FakeServer server) {
        Map.of("damaged", "ours", "hidden", "theirs").forEach((name, team) -> {
            server.on("GET", "/registry/projects/" + name, call -> project(name, team));
            server.on("GET", "/registry/slots/" + name + "/production", call -> new Reply(200, slots(name, team)));
        });
        server.on("GET", "/registry/files", this::states);
        server.on("POST", "/registry/files/restore", this::restore);
        server.on("GET", "/deployer/scan/*/*", call -> new Reply(200, scan(call.part(1))));
    }

    private Reply project(String name, String team) {
        if (damaged.get()) {
            throw new CodebException(ErrorCode.REGISTRY_CORRUPT, "The registry file ssot.json cannot be used.");
        }
        ProjectEnvironment production = new ProjectEnvironment(
                new Ports(4100, 4101), null, null, name + ".codeb.test", null, null, null, null, null, null, null);
        return new Reply(
                200,
                new Project(name, team, "nextjs", Instant.EPOCH, "key_x", Map.of(Environment.PRODUCTION, production)));
    }

    private static Slots slots(String name, String team) {
        return new Slots(
                name,
                team,
                Environment.PRODUCTION,
                SlotName.BLUE,
                Slot.empty(SlotName.BLUE, 4100),
                Slot.empty(SlotName.GREEN, 4101),
                Instant.EPOCH);
    }

    private Reply states(Incoming call) {
        return new Reply(
                200,
                List.of(call.query().get("file").split(",")).stream()
                        .map(file -> new RegistryFile(
                                file, file.equals("ssot.json") && damaged.get() ? State.DAMAGED : State.OK, null))
                        .toList());
    }

    private Reply restore(Incoming call) {
        damaged.set(false);
        return new Reply(200, new RestoredFile(call.body().path("file").asText(), "memory", "ssot.json.damaged-1"));
    }

    private static ObjectNode scan(String project) {
        ObjectNode scan = Json.object().put("projectName", project).put("registered", true);
        scan.putArray("drift").addObject().put("what", "site file").put("repairable", true);
        return scan;
    }
}
