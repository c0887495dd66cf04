package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The audit: what was asked for is in it, and who tampers with it is found out. */
@ExtendWith(Projects.class)
class AuditE2E {

    private static Answer audit(String query) {
        return Codeb.owner().get("/api/audit?" + query).ok();
    }

    private static List<JsonNode> about(Project project) {
        return audit("limit=500&project=" + project.name())
                .at("/entries")
                .valueStream()
                .toList();
    }

    @Test
    void changesRevelationsAndRefusalsAreInItAndNoValue() {
        Project shop = Project.fresh();
        shop.init().call().ok();
        String value = "zz" + Text.randomLetters(24);
        Answer synced = shop.syncEnv("TOKEN=" + value + "\n").call().ok();
        shop.tool("env_get", "reveal", true).call().ok();
        shop.tool("env_get").call().ok();
        shop.by(Codeb.as("viewer")).promote().call().refused(403, "FORBIDDEN");
        shop.promote().call().refused(409, "SLOT_NOT_DEPLOYED");

        List<JsonNode> entries = about(shop);
        List<String> actions = entries.reversed().stream()
                .map(entry -> entry.path("action").asText() + " "
                        + entry.path("outcome").asText())
                .toList();
        assertEquals(
                List.of(
                        "workflow_init begun",
                        "env_sync begun",
                        "env_get success",
                        "slot_promote FORBIDDEN",
                        "slot_promote begun"),
                actions);
        assertEquals(synced.operationId(), entries.get(3).path("operationId").asText());
        assertFalse(entries.toString().contains(value), "never values");
        assertTrue(audit("verify=true&limit=1").at("/verification/intact").asBoolean());
    }

    @Test
    void onlyAdminsReadIt() {
        Codeb.as("member").get("/api/audit").refused(403, "FORBIDDEN");
        Codeb.as("admin").get("/api/audit").ok();
        Codeb.with(null).get("/api/audit").refused(401, "UNAUTHENTICATED");
    }

    @Test
    void aChangedLetterIsFound() throws IOException {
        Codeb.owner()
                .call("token_create", "name", "an entry of its own", "role", "viewer")
                .ok();
        Path file = Sandbox.registry().resolve("audit.jsonl");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer letter = ByteBuffer.allocate(1);
            long place = channel.size() / 2;
            channel.read(letter, place);
            byte was = letter.get(0);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (was == 'x' ? 'y' : 'x')}), place);
            try {
                Answer found = audit("verify=true&limit=1");
                assertFalse(found.at("/verification/intact").asBoolean(), found::toString);
                assertTrue(found.text("/verification/problem").contains("audit.jsonl"), found::toString);
            } finally {
                channel.write(ByteBuffer.wrap(new byte[] {was}), place);
            }
        }
        assertTrue(audit("verify=true&limit=1").at("/verification/intact").asBoolean());
    }
}
