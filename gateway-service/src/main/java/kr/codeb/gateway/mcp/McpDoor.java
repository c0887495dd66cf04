package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.MetaKey;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.Startup;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Consent;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.catalogue.Watcher;

/** The door for models: every tool of the catalogue is an MCP tool of the same name, checks and answer. */
@Startup
@Singleton
class McpDoor {

    /** Clients that know it have a person answer each call themselves. */
    private static final Map<MetaKey, Object> ASKS_A_PERSON =
            Map.of(MetaKey.of("requiresUserInteraction", "anthropic"), true);

    private final McpCalls calls;
    private final Questions questions;

    McpDoor(ToolManager manager, ToolCatalog catalog, McpCalls calls, Questions questions) {
        this.calls = calls;
        this.questions = questions;
        catalog.tools().forEach(tool -> register(manager, tool));
    }

    private void register(ToolManager manager, Tool tool) {
        manager.newTool(tool.name())
                .setTitle(tool.title())
                .setDescription(tool.says())
                .setInputSchema(schema(tool.input().schema()))
                .setOutputSchema(schema(tool.output().schema()))
                .setAnnotations(hints(tool))
                .setMetadata(tool.confirmation().isPresent() ? ASKS_A_PERSON : Map.of())
                .setHandler(arguments -> call(tool, arguments), true)
                .register();
    }

    private static JsonObject schema(ObjectNode schema) {
        return new JsonObject(Json.line(schema));
    }

    private static ToolManager.ToolAnnotations hints(Tool tool) {
        return new ToolManager.ToolAnnotations(
                tool.title(),
                tool.effect() == Effect.READ,
                tool.effect() == Effect.CHANGE,
                tool.repeatable(),
                tool.reachesOut());
    }

    private ToolResponse call(Tool tool, ToolArguments arguments) {
        JsonNode params = params(arguments);
        McpProgress progress = new McpProgress(arguments, calls.request());
        Consent consent = AskedPerson.of(questions, tool, arguments, calls.request(), progress);
        try {
            return response(tool, params, calls.call(tool, params, consent, progress));
        } catch (Watcher.GaveUp nobodyWaits) {
            arguments.cancellation().skipProcessingIfCancelled();
            throw nobodyWaits;
        }
    }

    /** The arguments as they came, before the library made Java values of them. */
    private static JsonNode params(ToolArguments arguments) {
        JsonObject params = arguments.rawMessage().asJsonObject().getJsonObject("params");
        Object given = params == null ? null : params.getValue("arguments");
        return given instanceof JsonObject object ? Json.read(object.toBuffer().getBytes()) : Json.object();
    }

    private static ToolResponse response(Tool tool, JsonNode params, Answer answer) {
        List<TextContent> content = List.of(new TextContent(McpCalls.told(tool, params, answer)));
        return new ToolResponse(!answer.succeeded(), content, new JsonObject(Json.line(answer.body())), null);
    }
}
