package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
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
import kr.codeb.web.Correlation;

/** The door for models: every tool of the catalogue is an MCP tool of the same name, checks and answer. */
@Startup
@Singleton
class McpDoor {

    private final ToolInvoker invoker;
    private final RateLimit rateLimit;
    private final CurrentVertxRequest current;

    McpDoor(
            ToolManager manager,
            ToolCatalog catalog,
            ToolInvoker invoker,
            RateLimit rateLimit,
            CurrentVertxRequest current) {
        this.invoker = invoker;
        this.rateLimit = rateLimit;
        this.current = current;
        catalog.tools().forEach(tool -> register(manager, tool));
    }

    private void register(ToolManager manager, Tool tool) {
        manager.newTool(tool.name())
                .setDescription(tool.says())
                .setInputSchema(new JsonObject(Json.line(tool.input().schema())))
                .setAnnotations(hints(tool))
                .setHandler(arguments -> call(tool, arguments), true)
                .register();
    }

    private static ToolManager.ToolAnnotations hints(Tool tool) {
        boolean reads = tool.effect() == Effect.READ;
        boolean destroys = tool.effect() == Effect.DESTROY;
        return new ToolManager.ToolAnnotations(null, reads, destroys, reads, false);
    }

    private ToolResponse call(Tool tool, ToolArguments arguments) {
        RoutingContext context = current.getCurrent();
        String correlationId = Correlation.take(context.request().getHeader(Correlation.HEADER));
        try {
            return response(tool, answer(tool, arguments, Caller.of(context), correlationId));
        } catch (CodebException refused) {
            return response(tool, Answer.failure(refused.body(), correlationId));
        } catch (Watcher.GaveUp cancelled) {
            arguments.cancellation().skipProcessingIfCancelled();
            throw cancelled;
        }
    }

    private Answer answer(Tool tool, ToolArguments arguments, Caller caller, String correlationId) {
        rateLimit.take(caller.keyId()).check();
        Request request = new Request(tool.name(), params(arguments), caller, null, correlationId);
        return invoker.invoke(request, new McpProgress(arguments));
    }

    /** The arguments as they came, before the library made Java values of them. */
    private static JsonNode params(ToolArguments arguments) {
        JsonObject params = arguments.rawMessage().asJsonObject().getJsonObject("params");
        Object given = params == null ? null : params.getValue("arguments");
        return given instanceof JsonObject object ? Json.read(object.toBuffer().getBytes()) : Json.tree(given);
    }

    private static ToolResponse response(Tool tool, Answer answer) {
        String json = Json.line(answer.body());
        List<TextContent> content = List.of(new TextContent(Summary.of(tool, answer)), new TextContent(json));
        return new ToolResponse(!answer.succeeded(), content, new JsonObject(json), null);
    }
}
