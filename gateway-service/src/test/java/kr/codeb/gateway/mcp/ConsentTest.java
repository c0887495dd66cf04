package kr.codeb.gateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.ClientCapability;
import io.quarkiverse.mcp.server.test.McpAssured;
import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** What a person has to agree to is asked of one, or needs the token of its plan. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class ConsentTest {

    private static final Map<String, Object> REVEAL = Map.of("projectName", "shop", "reveal", true);

    @Test
    void aYesLetsTheCallGoOn() {
        McpStreamableTestClient client = asking(Role.ADMIN);
        JsonObject call = begin(client, "env_get", REVEAL);
        JsonObject question = client.waitForRequests(1).requests().getFirst();
        assertEquals("elicitation/create", question.getString("method"));
        String message = question.getJsonObject("params").getString("message");
        assertTrue(message.contains("secrets included") && message.contains("shop (production)"), message);
        say(client, question, "accept", true);
        JsonNode answer = answer(client, call);
        assertTrue(answer.path("success").asBoolean(), answer::toString);
        client.disconnect();
    }

    @Test
    void whatIsNoYesIsANoAndGivesTheModelNoToken() {
        McpStreamableTestClient client = asking(Role.ADMIN);
        int asked = 0;
        for (Object[] word : List.of(
                new Object[] {"decline", null}, new Object[] {"cancel", null}, new Object[] {"accept", false})) {
            JsonObject call = begin(client, "project_delete", Map.of("projectName", "shop"));
            JsonObject question = client.waitForRequests(++asked).requests().getLast();
            say(client, question, (String) word[0], (Boolean) word[1]);
            JsonNode answer = answer(client, call);
            assertEquals("CONFIRMATION_REQUIRED", answer.path("code").asText(), answer::toString);
            assertTrue(answer.path("error").asText().contains("did not agree"), answer::toString);
            assertTrue(answer.at("/details/plan").isObject()
                    && !answer.at("/details").has("confirm"));
        }
        client.disconnect();
    }

    @Test
    void aYesFromAnotherSessionIsNotHeard() {
        McpStreamableTestClient client = asking(Role.ADMIN);
        McpStreamableTestClient other = asking(Role.ADMIN);
        JsonObject call = begin(client, "env_get", REVEAL);
        JsonObject question = client.waitForRequests(1).requests().getFirst();
        say(other, question, "accept", true);
        say(other, question.copy().put("id", 1), "accept", true);
        say(client, question, "decline", null);
        assertEquals("CONFIRMATION_REQUIRED", answer(client, call).path("code").asText());
        client.disconnect();
        other.disconnect();
    }

    @Test
    void aCallThatIsCancelledWhileAPersonIsAskedDoesNothing() {
        McpStreamableTestClient client = asking(Role.ADMIN);
        JsonObject call = begin(client, "project_delete", Map.of("projectName", "shop"));
        JsonObject question = client.waitForRequests(1).requests().getFirst();
        client.sendAndForget(client.newMessage("notifications/cancelled")
                .put("params", new JsonObject().put("requestId", call.getValue("id"))));
        JsonObject next = begin(client, "env_get", REVEAL);
        JsonObject second = client.waitForRequests(2).requests().getLast();
        say(client, second, "decline", null);
        answer(client, next);
        assertFalse(client.snapshot().responses().stream()
                .anyMatch(one -> call.getValue("id").equals(one.getValue("id"))));
        assertFalse(question.getValue("id").equals(second.getValue("id")));
        client.disconnect();
    }

    @Test
    void whoCannotAskNeedsTheTokenOfThePlanWhichIsGoodOnceAndForThatToolOnly() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.ADMIN));
        ObjectNode planned = Doors.structured(Doors.mcp(client, "env_get", REVEAL));
        assertEquals("CONFIRMATION_REQUIRED", planned.path("code").asText());
        String token = planned.at("/details/confirm").asText();
        ObjectNode deletion =
                Doors.structured(Doors.mcp(client, "project_delete", Map.of("projectName", "shop", "confirm", token)));
        assertEquals("CONFIRMATION_REQUIRED", deletion.path("code").asText());
        Map<String, Object> confirmed = Map.of("projectName", "shop", "reveal", true, "confirm", token);
        assertTrue(Doors.structured(Doors.mcp(client, "env_get", confirmed))
                .path("success")
                .asBoolean());
        assertEquals(
                "CONFIRMATION_REQUIRED",
                Doors.structured(Doors.mcp(client, "env_get", confirmed))
                        .path("code")
                        .asText());
        client.disconnect();
    }

    @Test
    void aModelNeedsItForWhatIsDestructiveOnlyAndThePlainDoorForADeletionOnly() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.ADMIN));
        Set<String> needed = new TreeSet<>();
        String ownersKey = Doors.plain(Keys.ours(Role.OWNER), "token_create", Map.of("name", "ci", "role", "viewer"))
                .path("tokenId");
        for (var call : Map.of(
                        "env_get", Map.<String, Object>of("projectName", "shop"),
                        "slot_cleanup", Map.<String, Object>of("projectName", "shop"),
                        "token_revoke", Map.<String, Object>of("tokenId", ownersKey),
                        "domain_delete", Map.<String, Object>of("projectName", "shop", "domain", "www.example.com"))
                .entrySet()) {
            ObjectNode answer = Doors.structured(Doors.mcp(client, call.getKey(), call.getValue()));
            if (answer.path("code").asText().equals("CONFIRMATION_REQUIRED")) {
                needed.add(call.getKey());
            }
            Doors.plain(Keys.ours(Role.ADMIN), call.getKey(), call.getValue())
                    .then()
                    .statusCode(200);
        }
        assertEquals(Set.of("domain_delete", "token_revoke"), needed);
        client.disconnect();
    }

    @Test
    void clientsAreToldWhichToolsNeedAPerson() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.OWNER));
        client.when()
                .toolsList(page -> assertEquals(
                        Set.of("domain_delete", "env_get", "project_delete", "slot_cleanup", "token_revoke"),
                        new TreeSet<>(page.tools().stream()
                                .filter(tool -> tool.meta() != null
                                        && tool.meta().getBoolean("anthropic/requiresUserInteraction", false))
                                .map(McpAssured.ToolInfo::name)
                                .toList())))
                .thenAssertResults();
        client.disconnect();
    }

    private static McpStreamableTestClient asking(Role role) {
        return McpAssured.newStreamableClient()
                .setClientCapabilities(new ClientCapability("elicitation", Map.of()))
                .setAdditionalHeaders(
                        message -> MultiMap.caseInsensitiveMultiMap().add("X-API-Key", Keys.ours(role)))
                .build()
                .connect();
    }

    private static JsonObject begin(McpStreamableTestClient client, String tool, Map<String, Object> params) {
        JsonObject call = client.newRequest(McpAssured.TOOLS_CALL)
                .put("params", new JsonObject().put("name", tool).put("arguments", new JsonObject(params)));
        client.sendAndForget(call);
        return call;
    }

    private static void say(McpStreamableTestClient client, JsonObject question, String action, Boolean agreed) {
        JsonObject result = new JsonObject().put("action", action);
        if (agreed != null) {
            result.put("content", new JsonObject().put("agreed", agreed));
        }
        client.sendAndForget(new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", question.getValue("id"))
                .put("result", result));
    }

    private static JsonNode answer(McpStreamableTestClient client, JsonObject call) {
        JsonObject response = client.waitForResponse(call);
        return Json.read(response.getJsonObject("result")
                .getJsonObject("structuredContent")
                .encode()
                .getBytes(StandardCharsets.UTF_8));
    }
}
