package kr.codeb.gateway.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The plugin for Claude Code is as Claude Code reads it, and speaks of nothing that CodeB has not. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class PluginTest {

    private static final Path MARKETPLACE = Path.of("..", "deploy", "claude-code");
    private static final Path PLUGIN = MARKETPLACE.resolve("we");
    private static final Set<String> COMMANDS =
            Set.of("workflow", "env", "domain", "deploy", "promote", "rollback", "health", "logs");

    /** What answers and files have beside the fields that tools declare. */
    private static final Set<String> SHARED =
            Set.of("error", "details", "state", "running", "latest", "DATABASE_URL", "REDIS_URL");

    @Inject
    ToolCatalog catalog;

    static Stream<Skill> skills() throws IOException {
        try (Stream<Path> folders = Files.list(PLUGIN.resolve("skills"))) {
            return folders.map(Skill::read).toList().stream();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "marketplace, .claude-plugin/marketplace.json",
        "plugin, we/.claude-plugin/plugin.json",
        "mcp, we/.mcp.json"
    })
    void filesAreAsClaudeCodeReadsThem(String schema, Path file) throws IOException {
        assertEquals(List.of(), problems(schema, json(MARKETPLACE.resolve(file))));
    }

    @ParameterizedTest
    @MethodSource("skills")
    void skillsAreAsClaudeCodeReadsThem(Skill skill) throws IOException {
        assertEquals(List.of(), problems("skill", skill.front()));
        assertTrue(skill.text().contains("$ARGUMENTS"), "what the person typed");
        assertTrue(skill.text().length() < 3_000, "short enough to be read each time");
    }

    @Test
    void eachCommandIsThere() throws IOException {
        assertEquals(COMMANDS, skills().map(Skill::name).collect(Collectors.toSet()));
        JsonNode entry =
                json(MARKETPLACE.resolve(".claude-plugin/marketplace.json")).at("/plugins/0");
        assertEquals("./" + PLUGIN.getFileName(), entry.path("source").asText());
        assertEquals(
                entry.path("name"),
                json(PLUGIN.resolve(".claude-plugin/plugin.json")).path("name"));
    }

    @Test
    void addressAndKeyAreThePersonsOwnAndTheKeyIsASecret() throws IOException {
        JsonNode asked = json(PLUGIN.resolve(".claude-plugin/plugin.json")).path("userConfig");
        JsonNode server = json(PLUGIN.resolve(".mcp.json")).at("/mcpServers/codeb");
        assertEquals("${user_config.gateway_url}/mcp", server.path("url").asText());
        assertEquals("${user_config.api_key}", server.at("/headers/X-API-Key").asText());
        assertTrue(asked.at("/gateway_url/required").asBoolean());
        assertTrue(asked.at("/api_key/required").asBoolean());
        assertTrue(asked.at("/api_key/sensitive").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("skills")
    void everyToolAndParamIsInTheCatalogue(Skill skill) {
        for (Skill.Call call : skill.calls()) {
            Set<String> known = catalog.named(call.tool()).input().params().stream()
                    .filter(Param::listed)
                    .map(Param::name)
                    .collect(Collectors.toSet());
            assertTrue(known.containsAll(call.params()), call + " of " + known);
        }
    }

    @ParameterizedTest
    @MethodSource("skills")
    void everyQuotedWordMeansSomething(Skill skill) {
        Set<String> known = new HashSet<>(SHARED);
        COMMANDS.forEach(command -> known.add("/we:" + command));
        Arrays.stream(ErrorCode.values()).map(ErrorCode::name).forEach(known::add);
        Arrays.stream(SlotState.values()).map(SlotState::toString).forEach(known::add);
        skill.calls().forEach(call -> known.addAll(wordsOf(catalog.named(call.tool()))));
        Set<String> unknown = new TreeSet<>(skill.quoted());
        unknown.removeIf(word -> word.contains("(") || word.startsWith("."));
        unknown.removeAll(known);
        assertEquals(Set.of(), unknown);
    }

    @ParameterizedTest
    @MethodSource("skills")
    void whatNobodyIsAskedAboutOnlyLooks(Skill skill) {
        skill.unasked()
                .forEach(tool -> assertEquals(Effect.READ, catalog.named(tool).effect(), tool));
    }

    @ParameterizedTest
    @MethodSource("skills")
    void whatMovesVisitorsIsTypedByAPerson(Skill skill) {
        boolean moves = skill.calls().stream()
                .anyMatch(call -> Set.of("slot_promote", "rollback").contains(call.tool()));
        assertEquals(moves, skill.front().path("disable-model-invocation").asBoolean());
    }

    private static Set<String> wordsOf(Tool tool) {
        Set<String> words = new HashSet<>(Set.of(tool.name()));
        tool.input().params().stream().map(Param::name).forEach(words::add);
        words.addAll(List.of(tool.output().described().split("[^A-Za-z]+")));
        return words;
    }

    private static List<String> problems(String schema, JsonNode file) throws IOException {
        try (InputStream text = PluginTest.class.getResourceAsStream("/claude-code/" + schema + ".json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text)
                    .validate(file)
                    .stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return Json.read(Files.readAllBytes(file));
    }
}
