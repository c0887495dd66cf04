package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.auth.RateLimit;
import kr.codeb.gateway.call.ToolInvoker;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Request;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.settings.GatewayConfig;
import kr.codeb.web.Correlation;

/** The door for models: every tool of the catalogue is an MCP tool of the same name, checks and answer. */
@Startup
@Singleton
class McpDoor {

    /** About 10,000 tokens. */
    private static final int READABLE = 36_000;

    private final ToolInvoker invoker;
    private final RateLimit rateLimit;
    private final CurrentVertxRequest current;
    private final Duration patience;

    McpDoor(
            ToolManager manager,
            ToolCatalog catalog,
            ToolInvoker invoker,
            RateLimit rateLimit,
            CurrentVertxRequest current,
            GatewayConfig config) {
        this.invoker = invoker;
        this.rateLimit = rateLimit;
        this.current = current;
        this.patience = Duration.ofSeconds(config.answerSeconds());
        catalog.tools().forEach(tool -> register(manager, tool));
    }

    private void register(ToolManager manager, Tool tool) {
        manager.newTool(tool.name())
                .setTitle(tool.title())
                .setDescription(tool.says())
                .setInputSchema(schema(tool.input().schema()))
                .setOutputSchema(schema(tool.output().schema()))
                .setAnnotations(hints(tool))
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
        RoutingContext context = current.getCurrent();
        String correlationId = Correlation.take(context.request().getHeader(Correlation.HEADER));
        JsonNode params = params(arguments);
        try {
            return response(tool, params, answer(tool, arguments, context, params, correlationId));
        } catch (CodebException refused) {
            return response(tool, params, Answer.failure(refused.body(), correlationId));
        } catch (Watcher.GaveUp nobodyWaits) {
            arguments.cancellation().skipProcessingIfCancelled();
            throw nobodyWaits;
        }
    }

    private Answer answer(
            Tool tool, ToolArguments arguments, RoutingContext context, JsonNode params, String correlationId) {
        Caller caller = Caller.of(context);
        rateLimit.take(caller).check();
        Request request = new Request(tool.name(), params, caller, null, correlationId);
        return invoker.invoke(request, new McpProgress(arguments, context), patience);
    }

    /** The arguments as they came, before the library made Java values of them. */
    private static JsonNode params(ToolArguments arguments) {
        JsonObject params = arguments.rawMessage().asJsonObject().getJsonObject("params");
        Object given = params == null ? null : params.getValue("arguments");
        return given instanceof JsonObject object ? Json.read(object.toBuffer().getBytes()) : Json.object();
    }

    private static ToolResponse response(Tool tool, JsonNode params, Answer answer) {
        tool.output().shorten(answer.body(), READABLE);
        ObjectNode complete = params instanceof ObjectNode given ? tool.input().complete(given) : Json.object();
        List<TextContent> content = List.of(new TextContent(Sentences.of(tool, complete, answer)));
        return new ToolResponse(!answer.succeeded(), content, new JsonObject(Json.line(answer.body())), null);
    }
}
