package kr.codeb.gateway.audit;

import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** What is written into the audit, and who may read it. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class AuditTest {

    private static final String ADMIN = Keys.ours(Role.ADMIN);

    /** Calls by MCP. @return the correlation id */
    private static String callByMcp(String key, String tool, Map<String, Object> params) {
        McpStreamableTestClient client = Doors.mcp(key);
        String id = Doors.structured(Doors.mcp(client, tool, params))
                .path("correlationId")
                .asText();
        client.disconnect();
        return id;
    }

    private static String outcomes(String correlationId) {
        return entries(correlationId).stream()
                .map(entry -> "%s %s %s"
                        .formatted(
                                entry.path("action").asText(),
                                entry.path("outcome").asText(),
                                entry.path("detail").asText()))
                .collect(Collectors.joining());
    }

    @Test
    void bothDoorsWriteTheSame() {
        record Asked(String key, String tool, Map<String, Object> params) {}
        List.of(
                        new Asked(ADMIN, "slot_promote", Map.of("projectName", "shop")),
                        new Asked(ADMIN, "env_get", Map.of("projectName", "shop", "reveal", true)),
                        new Asked(ADMIN, "env_get", Map.of("projectName", "shop")),
                        new Asked(ADMIN, "token_create", Map.of("name", "x", "role", "viewer")),
                        new Asked(Keys.ours(Role.VIEWER), "slot_promote", Map.of("projectName", "shop")),
                        new Asked(ADMIN, "slot_promote", Map.of("projectName", "foreign")),
                        new Asked(ADMIN, "slot_promote", Map.of("projectName", "Not A Name")))
                .forEach(asked -> assertEquals(
                        outcomes(call(asked.key, asked.tool, asked.params)),
                        outcomes(callByMcp(asked.key, asked.tool, asked.params)),
                        asked.tool));
    }

    /** Calls with a correlation id of its own. @return that id */
    private static String call(String key, String tool, Map<String, Object> params) {
        String id = UUID.randomUUID().toString();
        Doors.as(key)
                .header("X-Correlation-Id", id)
                .body(Doors.body(tool, params))
                .post("/api/tool");
        return id;
    }

    private static List<JsonNode> entries(String correlationId) {
        return Doors.json(Doors.as(ADMIN).get("/api/audit?limit=500"))
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("correlationId").asText().equals(correlationId))
                .toList();
    }

    @Test
    void aChangeIsWrittenDownWithItsOperation() {
        String id =
                call(Keys.ours(Role.MEMBER), "env_sync", Map.of("projectName", "shop", "envContent", "A=hush-hush"));
        JsonNode entry = entries(id).getFirst();
        assertEquals("env_sync", entry.path("action").asText());
        assertEquals("shop", entry.path("project").asText());
        assertEquals("production", entry.path("environment").asText());
        assertEquals("key_ours_member", entry.path("by").asText());
        assertEquals("begun", entry.path("outcome").asText());
        assertTrue(entry.path("operationId").asText().startsWith("op_"), entry::toString);
        assertFalse(entry.toString().contains("hush"), entry::toString);
    }

    @Test
    void whatIsDoneAtOnceIsWrittenDownAndWhatOnlyLooksIsNot() {
        String made = call(ADMIN, "token_create", Map.of("name", "audited", "role", "viewer"));
        assertEquals("success", entries(made).getFirst().path("outcome").asText());
        assertFalse(entries(made).toString().contains("codeb_ours"), "the key itself");
        assertEquals(List.of(), entries(call(ADMIN, "slot_status", Map.of("projectName", "shop"))));
        assertEquals(List.of(), entries(call(ADMIN, "env_get", Map.of("projectName", "shop"))));
    }

    @Test
    void whatIsRevealedIsWrittenDownFirst() {
        Map<String, Object> reveal = Map.of("projectName", "shop", "reveal", true);
        JsonNode entry = entries(call(ADMIN, "env_get", reveal)).getFirst();
        assertEquals("with reveal", entry.path("detail").asText());
        Doors.as(ADMIN)
                .header("X-Correlation-Id", "full-disk-1")
                .body(Doors.body("env_get", reveal))
                .post("/api/tool")
                .then()
                .statusCode(503)
                .body("variables", nullValue());
    }

    @Test
    void aChangeGoesOnThoughTheAuditCannotBeWritten() {
        Doors.as(ADMIN)
                .header("X-Correlation-Id", "full-disk-2")
                .body(Doors.body("slot_promote", Map.of("projectName", "shop")))
                .post("/api/tool")
                .then()
                .statusCode(200);
    }

    @Test
    void refusalsAreWrittenDownButNotWithoutEnd() {
        String key = Doors.json(Doors.plain(ADMIN, "token_create", Map.of("name", "loud", "role", "viewer")))
                .path("key")
                .asText();
        String first = call(key, "slot_promote", Map.of("projectName", "shop"));
        assertEquals("FORBIDDEN", entries(first).getFirst().path("outcome").asText());
        String by = entries(first).getFirst().path("by").asText();
        for (int i = 0; i < 80; i++) {
            call(key, "slot_promote", Map.of("projectName", "shop"));
        }
        int written = Doors.json(Doors.as(ADMIN).get("/api/audit?limit=500&by=" + by))
                .path("entries")
                .size();
        assertTrue(written >= 30 && written <= 60, written + " in a minute or two");
    }

    @Test
    void adminsReadTheirOwnTeamsPageByPage() {
        for (int i = 0; i < 3; i++) {
            call(Keys.text("theirs", Role.VIEWER), "slot_promote", Map.of("projectName", "foreign"));
            call(ADMIN, "slot_promote", Map.of("projectName", "shop"));
        }
        JsonNode page = Doors.json(Doors.as(ADMIN).get("/api/audit?limit=2"));
        assertEquals(2, page.path("entries").size());
        long oldest = page.path("entries").path(1).path("number").asLong();
        assertEquals(oldest, page.path("next").asLong());
        JsonNode next = Doors.json(Doors.as(ADMIN).get("/api/audit?limit=1&before=" + oldest));
        assertTrue(next.path("entries").path(0).path("number").asLong() < oldest, next::toString);
        JsonNode all = Doors.json(Doors.as(ADMIN).get("/api/audit?limit=500"));
        all.path("entries")
                .forEach(entry -> assertEquals("ours", entry.path("teamId").asText()));
    }

    @Test
    void itIsVerifiedOnRequest() {
        Doors.as(ADMIN)
                .get("/api/audit?verify=true&limit=1")
                .then()
                .statusCode(200)
                .body("verification.intact", is(false))
                .body("verification.problem", is("audit.jsonl, byte 7: the entry was changed."));
    }

    @Test
    void othersDoNotReadIt() {
        Doors.as(Keys.ours(Role.MEMBER))
                .get("/api/audit")
                .then()
                .statusCode(403)
                .body("code", is("FORBIDDEN"));
        Doors.as("codeb_nobody").get("/api/audit").then().statusCode(401);
        Doors.as(ADMIN).get("/api/audit?limit=many").then().statusCode(400).body("code", is("INVALID_REQUEST"));
        Doors.as(ADMIN).get("/api/audit?by=key_nobody").then().statusCode(200).body("entries", hasSize(0));
    }
}
