package kr.codeb.gateway.mcp;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkiverse.mcp.server.test.McpAssured;
import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkiverse.mcp.server.test.McpAssured.Snapshot;
import io.quarkiverse.mcp.server.test.McpAssured.ToolInfo;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** What only the MCP door does. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class McpDoorTest {

    @Inject
    ToolCatalog catalog;

    @Test
    void everyToolIsThereWithItsSchemaAndHintsAndNoAlias() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.OWNER));
        client.when()
                .toolsList(page -> {
                    assertEquals(
                            catalog.tools().stream().map(Tool::name).sorted().toList(),
                            page.tools().stream().map(ToolInfo::name).sorted().toList());
                    ToolInfo deploy = page.findByName("deploy_project");
                    assertEquals(
                            new JsonObject(
                                    Json.line(catalog.find("deploy").input().schema())),
                            deploy.inputSchema());
                    assertFalse(deploy.annotations().orElseThrow().readOnlyHint());
                    assertTrue(page.findByName("slot_status")
                            .annotations()
                            .orElseThrow()
                            .readOnlyHint());
                    assertTrue(page.findByName("slot_cleanup")
                            .annotations()
                            .orElseThrow()
                            .destructiveHint());
                })
                .thenAssertResults();
        client.disconnect();
    }

    @Test
    void theServerSaysWhoItIs() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.VIEWER));
        assertEquals("codeb", client.initResult().serverName());
        client.disconnect();
    }

    @Test
    void progressTellsOfEachStep() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        Snapshot snapshot = client.when()
                .toolsCall("deploy_project")
                .withArguments(Map.of("projectName", "shop", "image", "a:1", "version", "slow"))
                .withMetadata(Map.of("progressToken", "mine"))
                .withAssert(response -> assertFalse(response.isError()))
                .send()
                .thenAssertResults();
        List<String> messages = client.waitForNotifications(3).notifications().stream()
                .filter(note -> "notifications/progress".equals(note.getString("method")))
                .map(note -> note.getJsonObject("params").getString("message"))
                .toList();
        assertTrue(messages.contains("pull_image: success (850 ms)"), messages.toString());
        client.disconnect();
    }

    @Test
    void aFailedToolIsAnErrorWithTheSameFieldsAndAReadableText() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        ToolResponse response = Doors.mcp(client, "rollback", Map.of("projectName", "shop", "reason", "GRACE_EXPIRED"));
        assertTrue(response.isError());
        assertEquals("GRACE_EXPIRED", Doors.structured(response).path("code").asText());
        assertTrue(response.firstContent().asText().text().startsWith("rollback failed, GRACE_EXPIRED: "));
        client.disconnect();
    }

    @Test
    void wrongTypesAreRefusedHereToo() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        ToolResponse response = Doors.mcp(client, "logs", Map.of("projectName", "shop", "lines", "few"));
        assertEquals("INVALID_PARAMS", Doors.structured(response).path("code").asText());
        client.disconnect();
    }

    @Test
    void aCancelledCallLeavesItsOperationRunning() throws Exception {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        JsonObject call = client.newRequest(McpAssured.TOOLS_CALL)
                .put(
                        "params",
                        new JsonObject()
                                .put("name", "slot_promote")
                                .put("arguments", new JsonObject().put("projectName", "blank")));
        client.sendAndForget(call);
        client.sendAndForget(client.newMessage("notifications/cancelled")
                .put("params", new JsonObject().put("requestId", call.getValue("id"))));
        Thread.sleep(500);
        Doors.as(Keys.ours(Role.MEMBER))
                .get("/api/operations?project=blank")
                .then()
                .body("operations[0].kind", is("promote"))
                .body("operations[0].outcome", is("succeeded"));
        client.disconnect();
    }

    @Test
    void aForeignOriginIsTurnedAway() {
        Doors.as(Keys.ours(Role.VIEWER))
                .header("Origin", "https://evil.example")
                .body("{}")
                .post("/mcp")
                .then()
                .statusCode(403);
    }

    @Test
    void withoutAKeyThereIsNoSession() {
        McpAssured.newStreamableClient()
                .setExpectConnectFailure(failure -> assertEquals(401, failure.statusCode()))
                .build()
                .connect();
    }

    @Test
    void readingToolsHaveNoOperation() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        assertNull(Doors.structured(Doors.mcp(client, "slot_list", Map.of()))
                .get("operationId")
                .textValue());
        client.disconnect();
    }
}
