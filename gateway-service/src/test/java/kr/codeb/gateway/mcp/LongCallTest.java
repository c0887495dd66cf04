package kr.codeb.gateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** An operation of twelve seconds, while an MCP call waits eight. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class LongCallTest {

    private static final Map<String, Object> LONG = Map.of("projectName", "shop", "image", "a:1", "version", "long");

    @Test
    void aCallThatOutlastsItsPatienceAnswersThatTheOperationGoesOnAndCanBeWaitedFor() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        ToolResponse response = Doors.mcp(client, "deploy_project", LONG);
        assertFalse(response.isError());
        ObjectNode answer = Doors.structured(response);
        assertEquals("running", answer.path("state").asText());
        String id = answer.path("operationId").asText();
        String text = response.firstContent().asText().text();
        assertTrue(text.contains("operation_get") && text.contains(id), text);

        List<JsonObject> told = client.snapshot().notifications();
        assertTrue(told.toString().contains(id), "without a token a log message names the operation: " + told);

        ToolResponse ended = Doors.mcp(client, "operation_get", Map.of("operationId", id, "waitSeconds", 20));
        ObjectNode operation = Doors.structured(ended);
        assertEquals("succeeded", operation.path("state").asText(), operation::toString);
        assertEquals("green", operation.at("/answer/slot").asText(), operation::toString);
        client.disconnect();
    }

    @Test
    void progressHasATotalNamesTheOperationFirstAndGoesOnWhileNothingChanges() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        AtomicReference<ToolResponse> got = new AtomicReference<>();
        client.when()
                .toolsCall("deploy_project")
                .withArguments(LONG)
                .withMetadata(Map.of("progressToken", "mine"))
                .withAssert(got::set)
                .send()
                .thenAssertResults();
        List<JsonObject> progress = client.snapshot().notifications().stream()
                .filter(note -> "notifications/progress".equals(note.getString("method")))
                .map(note -> note.getJsonObject("params"))
                .toList();
        String id = Doors.structured(got.get()).path("operationId").asText();
        assertTrue(progress.getFirst().getString("message").contains(id), progress::toString);
        assertTrue(
                progress.stream().anyMatch(one -> one.getString("message").matches("select_slot: [0-9]+ s so far")),
                progress::toString);
        double before = -1;
        for (JsonObject one : progress) {
            assertTrue(one.getDouble("progress") > before, progress::toString);
            assertTrue(one.getDouble("total") >= one.getDouble("progress"), progress::toString);
            before = one.getDouble("progress");
        }
        client.disconnect();
    }

    @Test
    void aPlainCallWaitsForAsLongAsItTakesThoughItsConnectionIsSilent() {
        Doors.plain(Keys.ours(Role.MEMBER), "deploy_project", LONG).then().statusCode(200);
    }

    @Test
    void theSameIdempotencyKeyAsAParamOrAsAHeaderIsOneOperation() {
        String key = Keys.ours(Role.MEMBER);
        Map<String, Object> params =
                Map.of("projectName", "shop", "image", "a:2", "idempotencyKey", "once for both doors");
        String first = Doors.plain(key, "deploy_project", params).path("operationId");
        McpStreamableTestClient client = Doors.mcp(key);
        ObjectNode second = Doors.structured(Doors.mcp(client, "deploy_project", params));
        assertEquals(first, second.path("operationId").asText());
        String third = Doors.as(key)
                .header("Idempotency-Key", "once for both doors")
                .body(Doors.body("deploy_project", Map.of("projectName", "shop", "image", "a:2")))
                .post("/api/tool")
                .path("operationId");
        assertEquals(first, third);
        client.disconnect();
    }
}
