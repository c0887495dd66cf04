package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same tools by the official MCP client, as an editor or an agent would call them. */
@ExtendWith(Projects.class)
class McpE2E {

    private static Project shop;
    private static JsonNode seen;

    @BeforeAll
    static void doTheMainJobByMcp() throws IOException {
        shop = Project.fresh();
        seen = session(
                call("workflow_init", "projectName", shop.name(), "database", false, "redis", false),
                call("deploy_project", "projectName", shop.name(), "image", Sandbox.image("slow:v1")),
                call("slot_promote", "projectName", shop.name()),
                call("slot_status", "projectName", shop.name()),
                call("deploy_project", "projectName", shop.name(), "image", Sandbox.image("crash:v1")),
                call("slot_status", "projectName", "nobody"),
                call("slot_status", "projectName", "Not A Name"),
                call("deploy", "projectName", shop.name(), "image", Sandbox.image("ok:v1")),
                call("logs", "projectName", shop.name(), "since", null, "environment", null),
                call("history", "projectName", shop.name(), "steps", true),
                call("env_get", "projectName", shop.name()),
                call("env_scan", "projectName", shop.name(), "envContent", "A=1"),
                call(
                        "env_sync",
                        "projectName",
                        shop.name(),
                        "variables",
                        Text.object("A", "x#y"),
                        "idempotencyKey",
                        "one-" + shop.name()),
                call("project_list"),
                call("slot_list"),
                call("workflow_scan", "projectName", shop.name()),
                call("health_check"),
                call("token_list"));
    }

    private static JsonNode session(ObjectNode... calls) throws IOException {
        return seen(Text.object("calls", calls));
    }

    private static JsonNode seen(ObjectNode wanted) throws IOException {
        Path plan = Files.createTempFile("codeb", ".json");
        Files.writeString(plan, wanted.toString());
        try {
            return Node.run("mcp.mjs", plan.toString());
        } finally {
            Files.delete(plan);
        }
    }

    private static ObjectNode call(String tool, Object... params) {
        return Text.object("tool", tool, "params", Text.object(params));
    }

    @Test
    void everyToolIsListedWithTheSameInputAsAtTheToolDoor() {
        JsonNode catalogue = Codeb.with(null).get("/api").at("/tools");
        assertEquals(namesOf(catalogue), namesOf(seen.path("tools")));
        catalogue.forEach(tool -> seen.path("tools")
                .valueStream()
                .filter(listed -> listed.path("name").equals(tool.path("name")))
                .forEach(listed -> {
                    assertEquals(
                            tool.at("/inputSchema/properties"), listed.at("/inputSchema/properties"), tool::toString);
                    assertFalse(listed.path("description").asText().isBlank(), listed::toString);
                }));
    }

    @Test
    void theMainJobSucceeds() {
        for (int i = 0; i < 4; i++) {
            JsonNode answer = answer(i);
            assertFalse(answer.path("isError").asBoolean(), answer::toString);
            assertTrue(answer.at("/structuredContent/success").asBoolean(), answer::toString);
            assertFalse(answer.at("/content/0/text").asText().isBlank(), answer::toString);
        }
        assertEquals(shop.port("green"), answer(1).at("/structuredContent/port").asInt());
        assertEquals("active", answer(3).at("/structuredContent/green/state").asText());
        shop.site().serves("v1");
        Agreement.check(shop);
    }

    @Test
    void theDeployTellsItsProgress() {
        JsonNode progress = answer(1).path("progress");
        assertTrue(progress.size() >= 3, progress::toString);
        List<Double> values = progress.valueStream()
                .map(event -> event.path("progress").asDouble())
                .toList();
        assertEquals(values.stream().sorted().toList(), values, "progress only grows");
        assertTrue(progress.toString().contains("health_check"), progress::toString);
    }

    @Test
    void aFailedToolIsAnErrorWithTheSameFields() {
        JsonNode crashed = answer(4);
        assertTrue(crashed.path("isError").asBoolean(), crashed::toString);
        assertEquals(
                "EXITED",
                crashed.at("/structuredContent/details/diagnosis/cause").asText());
        assertEquals(
                "PROJECT_NOT_FOUND", answer(5).at("/structuredContent/code").asText());
        assertEquals("INVALID_PARAMS", answer(6).at("/structuredContent/code").asText());
    }

    @Test
    void aliasesDoNotExistHere() {
        JsonNode answer = answer(7);
        assertTrue(answer.has("thrown") || answer.path("isError").asBoolean(), answer::toString);
    }

    /** The client itself compares each answer with the tool's outputSchema, and throws. */
    @Test
    void everyAnswerIsAsItsToolDeclares() {
        for (int i = 8; i < seen.path("answers").size(); i++) {
            JsonNode answer = answer(i);
            assertFalse(answer.has("thrown"), answer::toString);
            assertFalse(answer.path("isError").asBoolean(), answer::toString);
        }
    }

    @Test
    void whoFailsIsToldTheEndOfTheLogFencedAsTheApplicationsOwnWords() {
        String text = answer(4).at("/content/0/text").asText();
        assertTrue(text.contains("<<< the application's own words"), text);
        assertEquals(1, answer(4).path("content").size(), "a text, and not the JSON again");
    }

    @Test
    void aPersonIsAskedAndTheirWordCounts() throws IOException {
        ObjectNode[] reveal = {call("env_get", "projectName", shop.name(), "reveal", true)};
        for (String word : List.of("accept", "decline")) {
            JsonNode said = seen(Text.object("calls", reveal, "says", word));
            JsonNode answer = said.at("/answers/0/structuredContent");
            assertEquals(word.equals("accept"), answer.path("success").asBoolean(), "the answer to " + word);
            assertEquals(1, said.path("asked").size());
            assertTrue(said.at("/asked/0").asText().contains(shop.name()), said.at("/asked")::toString);
            assertFalse(answer.at("/details").has("confirm"), "a no gives the model no token");
        }
    }

    @Test
    void aClientReadsResourcesAndPrompts() throws IOException {
        String address = "codeb://projects/" + shop.name();
        JsonNode read = seen(Text.object(
                "calls", new ObjectNode[0], "reads", List.of(address, address + "/slots", address + "/logs/green")));
        assertEquals(
                "active",
                Text.json(read.at("/contents/1/text").asText())
                        .at("/green/state")
                        .asText());
        assertTrue(read.at("/contents/2/text").asText().contains("<<< the application's own words"), read::toString);
        assertEquals(4, read.path("prompts").size());
    }

    private static JsonNode answer(int number) {
        return seen.path("answers").get(number);
    }

    private static List<String> namesOf(JsonNode tools) {
        return tools.valueStream()
                .map(tool -> tool.path("name").asText())
                .sorted()
                .toList();
    }
}
