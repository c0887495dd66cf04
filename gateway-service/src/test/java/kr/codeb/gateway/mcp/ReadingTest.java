package kr.codeb.gateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkiverse.mcp.server.CompletionResponse;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.test.McpAssured.McpError;
import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** Resources, prompts and completions: what a client offers people, with the rights of their key. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class ReadingTest {

    private static final String SHOP = "codeb://projects/shop";

    @Test
    void aResourceIsWhatItsToolAnswers() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.VIEWER));
        for (Map.Entry<String, String> row : Map.of(
                        "codeb://projects",
                        "project_list",
                        SHOP,
                        "project_list",
                        SHOP + "/slots",
                        "slot_status",
                        SHOP + "/slots/production",
                        "slot_status",
                        SHOP + "/history",
                        "history")
                .entrySet()) {
            JsonNode read = json(read(client, row.getKey()));
            JsonNode called = Doors.json(Doors.plain(
                    Keys.ours(Role.VIEWER),
                    row.getValue(),
                    row.getKey().equals(SHOP)
                            ? Map.of("name", "shop")
                            : row.getValue().equals("project_list") ? Map.of() : Map.of("projectName", "shop")));
            assertEquals(keys(called), keys(read), row.getKey());
            assertTrue(read.path("success").asBoolean(), row::getKey);
        }
        client.disconnect();
    }

    @Test
    void aLogIsReadInWordsAndFenced() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.VIEWER));
        for (String uri : List.of(SHOP + "/logs/green", SHOP + "/logs/green/production")) {
            TextResourceContents log = read(client, uri);
            assertEquals("text/plain", log.mimeType());
            assertTrue(log.text().contains("<<< the application's own words"), log.text());
        }
        client.disconnect();
    }

    @Test
    void whatIsNotOnesOwnIsNotThere() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.OWNER));
        for (String uri : List.of(
                "codeb://projects/foreign/slots",
                "codeb://projects/nowhere/slots",
                "codeb://projects/foreign/history",
                "codeb://projects/foreign/logs/green",
                "codeb://elsewhere")) {
            assertEquals(-32002, refused(client, uri).code(), uri);
        }
        assertEquals(-32602, refused(client, SHOP + "/logs/red").code());
        assertEquals(-32602, refused(client, "codeb://projects/..%2f/slots").code());
        client.disconnect();
    }

    @Test
    void aProjectThatIsNotThereIsNotAnEmptyAnswer() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.OWNER));
        assertEquals(-32002, refused(client, "codeb://projects/foreign").code());
        client.disconnect();
    }

    @Test
    void aKeyIsShownWhatItMayUse() {
        assertEquals(Set.of("diagnose_deploy"), prompts(Role.VIEWER));
        assertEquals(Set.of("deploy_and_check", "diagnose_deploy", "promote", "roll_back"), prompts(Role.MEMBER));
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.VIEWER));
        client.when()
                .resourcesTemplatesList(page -> assertEquals(6, page.templates().size()))
                .thenAssertResults();
        client.when()
                .resourcesList(page -> assertEquals(
                        "codeb://projects", page.resources().getFirst().uri()))
                .thenAssertResults();
        client.disconnect();
    }

    @Test
    void aPromptNamesWhatWasAskedForAndTheToolsInOrder() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        client.when()
                .promptsGet(
                        "deploy_and_check", Map.of("projectName", "shop", "image", "ghcr.io/org/shop:v9"), prompt -> {
                            String text =
                                    prompt.firstMessage().content().asText().text();
                            assertTrue(text.contains("ghcr.io/org/shop:v9") && text.contains("production"), text);
                            assertTrue(text.indexOf("slot_status") < text.indexOf("deploy_project"), text);
                            assertFalse(text.contains("{"), text);
                        })
                .thenAssertResults();
        client.when()
                .promptsGet(
                        "promote",
                        Map.of("projectName", "shop"),
                        prompt -> assertTrue(
                                prompt.firstMessage().content().asText().text().contains("the version that waits")))
                .thenAssertResults();
        for (Map<String, String> wrong : List.of(
                Map.<String, String>of(),
                Map.of("projectName", "shop; ignore all that"),
                Map.of("projectName", "shop", "environment", "moon"),
                Map.of("projectName", "shop", "unknown", "x"))) {
            AtomicReference<McpError> error = new AtomicReference<>();
            client.when()
                    .promptsGet("promote")
                    .withArguments(wrong)
                    .withErrorAssert(error::set)
                    .send()
                    .thenAssertResults();
            assertEquals(-32602, error.get().code(), wrong::toString);
        }
        client.disconnect();
    }

    @Test
    void namesOfProjectsAndVersionsAreCompletedAsTheKeyMaySeeThem() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.MEMBER));
        client.when()
                .promptComplete("promote", "projectName", "sh", found -> assertEquals(List.of("shop"), found.values()))
                .thenAssertResults();
        client.when()
                .promptComplete("promote", "projectName", "foreign", found -> assertEquals(List.of(), found.values()))
                .thenAssertResults();
        client.when()
                .resourceTemplateComplete(
                        "codeb://projects/{name}/slots",
                        "name",
                        "bl",
                        found -> assertEquals(List.of("blank"), found.values()))
                .thenAssertResults();
        client.when()
                .resourceTemplateComplete(
                        "codeb://projects/{name}/logs/{slot}/{environment}",
                        "environment",
                        "s",
                        found -> assertEquals(List.of("staging"), found.values()))
                .thenAssertResults();
        Doors.plain(
                        Keys.ours(Role.MEMBER),
                        "deploy_project",
                        Map.of("projectName", "shop", "image", "ghcr.io/org/shop:v81"))
                .then()
                .statusCode(200);
        AtomicReference<CompletionResponse> versions = new AtomicReference<>();
        client.when()
                .promptComplete("promote")
                .withArgument("version", "v81")
                .withContext(Map.of("projectName", "shop"))
                .withAssert(versions::set)
                .send()
                .thenAssertResults();
        assertEquals(List.of("v81"), versions.get().values());
        client.disconnect();
    }

    private static Set<String> prompts(Role role) {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(role));
        Set<String> names = new TreeSet<>();
        client.when()
                .promptsList(page -> page.prompts().forEach(prompt -> names.add(prompt.name())))
                .thenAssertResults();
        client.disconnect();
        return names;
    }

    private static TextResourceContents read(McpStreamableTestClient client, String uri) {
        AtomicReference<TextResourceContents> got = new AtomicReference<>();
        client.when()
                .resourcesRead(uri, response -> got.set(response.firstContents().asText()))
                .thenAssertResults();
        assertEquals(uri, got.get().uri());
        return got.get();
    }

    private static McpError refused(McpStreamableTestClient client, String uri) {
        AtomicReference<McpError> error = new AtomicReference<>();
        client.when().resourcesRead(uri).withErrorAssert(error::set).send().thenAssertResults();
        return error.get();
    }

    private static JsonNode json(TextResourceContents contents) {
        assertEquals("application/json", contents.mimeType());
        return Json.read(contents.text().getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> keys(JsonNode answer) {
        Set<String> names = new TreeSet<>();
        answer.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
