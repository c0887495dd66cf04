package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.ToolCatalog;

/** Looks at a message before the MCP library does, which would leave some malformed ones without an answer. */
final class MessageCheck {

    private static final int MOST_IN_A_BATCH = 50;
    private static final Set<String> NOTIFICATIONS = Set.of(
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "notifications/roots/list_changed");
    private static final Map<String, String> REFERENCES = Map.of("ref/prompt", "name", "ref/resource", "uri");
    private static final Set<String> LEVELS =
            Set.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private final ToolCatalog catalog;
    private final Predicate<String> isThere;
    private final Map<String, Function<JsonNode, String>> byMethod = Map.of(
            "initialize",
            MessageCheck::initialize,
            "tools/call",
            this::call,
            "prompts/get",
            MessageCheck::prompt,
            "resources/read",
            params -> text(params, "uri"),
            "resources/subscribe",
            MessageCheck::subscription,
            "resources/unsubscribe",
            params -> text(params, "uri"),
            "logging/setLevel",
            MessageCheck::level,
            "completion/complete",
            MessageCheck::completion);

    /** @param isThere whether there is a tool of this name */
    MessageCheck(ToolCatalog catalog, Predicate<String> isThere) {
        this.catalog = catalog;
        this.isThere = isThere;
    }

    /** What is to be done with a body. */
    sealed interface Verdict {

        /** @param message as the library may have it @param opens whether it asks for a session */
        record Pass(JsonNode message, boolean opens) implements Verdict {}

        /** What the client says to something that it was asked. */
        record Reply(JsonNode message) implements Verdict {

            /** Whether the library may have asked it: those ids are numbers, and of other ones it would make a failure. */
            boolean isForTheLibrary() {
                return message.path("id").isIntegralNumber()
                        && message.path("id").canConvertToLong();
            }
        }

        /** A notification that nobody waits for: 202. */
        record Ignore() implements Verdict {}

        /** @param id of the message; null when that cannot be told */
        record Refuse(int status, JsonNode id, int code, String sentence) implements Verdict {}
    }

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int INVALID_PARAMS = -32602;

    Verdict of(byte[] body) {
        JsonNode message;
        try {
            message = Json.read(body);
        } catch (IllegalArgumentException noJson) {
            return new Verdict.Refuse(400, null, PARSE_ERROR, "The body %s.".formatted(noJson.getMessage()));
        }
        return message.isArray() ? batch(message) : one(message);
    }

    private Verdict batch(JsonNode messages) {
        if (messages.isEmpty() || messages.size() > MOST_IN_A_BATCH) {
            return invalid(
                    "A batch holds from 1 to %d messages; better send one in each request.".formatted(MOST_IN_A_BATCH));
        }
        for (JsonNode message : messages) {
            Verdict verdict = one(message);
            if (verdict instanceof Verdict.Refuse refused) {
                return refused;
            }
            if (!(verdict instanceof Verdict.Pass) || opens(message)) {
                return invalid("Responses, notifications of that kind, and initialize cannot be part of a batch.");
            }
        }
        return new Verdict.Pass(messages, false);
    }

    private Verdict one(JsonNode message) {
        if (!(message instanceof ObjectNode object)) {
            return invalid(
                    "A message is a JSON object: {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}.");
        }
        JsonNode id = object.get("id");
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            return invalid("The id of a message is a text or a whole number.");
        }
        if (!object.path("jsonrpc").asText().equals("2.0")) {
            return new Verdict.Refuse(400, id, INVALID_REQUEST, "jsonrpc must be \"2.0\".");
        }
        JsonNode method = object.get("method");
        if (method == null) {
            return response(object, id);
        }
        if (!method.isTextual()) {
            return new Verdict.Refuse(400, id, INVALID_REQUEST, "method must be a text.");
        }
        return NOTIFICATIONS.contains(method.textValue()) ? notification(object, id) : request(object, id);
    }

    private static Verdict response(ObjectNode message, JsonNode id) {
        boolean answers =
                message.path("result").isObject() || message.path("error").isObject();
        return id != null && answers
                ? new Verdict.Reply(message)
                : new Verdict.Refuse(400, id, INVALID_REQUEST, "The message has no method, and is no response either.");
    }

    private static Verdict notification(ObjectNode message, JsonNode id) {
        if (id != null) {
            return new Verdict.Refuse(
                    200, id, INVALID_REQUEST, message.path("method").asText() + " is a notification; it has no id.");
        }
        return message.has("params") && !message.get("params").isObject()
                ? new Verdict.Ignore()
                : new Verdict.Pass(message, false);
    }

    private Verdict request(ObjectNode message, JsonNode id) {
        if (id == null) {
            // Whoever gives no id wants no answer; and what nobody hears of is not done.
            return new Verdict.Ignore();
        }
        if (message.path("params").isNull()) {
            message.remove("params");
        }
        JsonNode params = message.get("params");
        String wrong = wrong(message.get("method").textValue(), params);
        return wrong == null
                ? new Verdict.Pass(message, opens(message))
                : new Verdict.Refuse(200, id, INVALID_PARAMS, wrong);
    }

    private String wrong(String method, JsonNode params) {
        if (params != null && !params.isObject()) {
            return "params must be an object.";
        }
        JsonNode meta = params == null ? null : params.get("_meta");
        if (meta != null && !meta.isObject()) {
            return "params._meta must be an object.";
        }
        JsonNode token = meta == null ? null : meta.get("progressToken");
        if (token != null && !token.isTextual() && !token.isIntegralNumber()) {
            return "params._meta.progressToken must be a text or a whole number.";
        }
        JsonNode cursor = params == null ? null : params.get("cursor");
        if (cursor != null && !cursor.isTextual()) {
            return "params.cursor must be a text.";
        }
        Function<JsonNode, String> check = byMethod.get(method);
        return check == null ? null : check.apply(params == null ? Json.object() : params);
    }

    private static String initialize(JsonNode params) {
        if (!params.path("protocolVersion").isTextual()) {
            return "params.protocolVersion is missing; it must be a text such as \"2025-11-25\".";
        }
        JsonNode client = params.path("clientInfo");
        if (!client.path("name").isTextual() || !client.path("version").isTextual()) {
            return "params.clientInfo is missing; it must be an object with name and version, both texts.";
        }
        // The library reads more of it than anybody needs, and trusts it.
        ((ObjectNode) client).retain("name", "version");
        JsonNode capabilities = params.path("capabilities");
        return capabilities.isObject() || capabilities.isMissingNode()
                ? null
                : "params.capabilities must be an object.";
    }

    private String call(JsonNode params) {
        String missing = text(params, "name");
        if (missing != null) {
            return missing + " tools/list shows the tools.";
        }
        String name = params.get("name").textValue();
        if (!isThere.test(name)) {
            return unknown(name);
        }
        return arguments(params);
    }

    private String unknown(String name) {
        return catalog.tool(name)
                .map(tool -> "There is no tool %s here. Did you mean %s?".formatted(name, tool.name()))
                .orElseGet(() -> {
                    try {
                        catalog.find(name);
                        throw new IllegalStateException("a tool that is and is not there");
                    } catch (CodebException none) {
                        return none.getMessage();
                    }
                });
    }

    private static String level(JsonNode params) {
        return LEVELS.contains(params.path("level").asText())
                ? null
                : "params.level must be one of %s."
                        .formatted(String.join(", ", LEVELS.stream().sorted().toList()));
    }

    private static String prompt(JsonNode params) {
        String missing = text(params, "name");
        return missing == null ? arguments(params) : missing + " prompts/list shows the prompts.";
    }

    /** Also leaves out what was given as null: models say null for what they do not give. */
    private static String arguments(JsonNode holder) {
        JsonNode arguments = holder.path("arguments");
        if (arguments.isNull()) {
            ((ObjectNode) holder).remove("arguments");
        } else if (!arguments.isMissingNode() && !arguments.isObject()) {
            return "arguments must be an object.";
        }
        arguments.properties().removeIf(argument -> argument.getValue().isNull());
        return null;
    }

    private static String subscription(JsonNode params) {
        String missing = text(params, "uri");
        return missing == null && params.path("uri").asText().startsWith(McpResources.SCHEME)
                ? "CodeB does not tell when its resources change. Read one again when you want to know."
                : missing;
    }

    private static String completion(JsonNode params) {
        JsonNode context = params.path("context");
        if (context.isNull() || context.isObject() && !context.path("arguments").isObject()) {
            ((ObjectNode) params).remove("context");
        } else if (!context.isMissingNode() && !context.isObject()) {
            return "params.context must be an object.";
        }
        arguments(context);
        String named = REFERENCES.get(params.at("/ref/type").asText());
        if (named == null) {
            return "params.ref.type must be ref/prompt or ref/resource.";
        }
        boolean whole = Stream.of("/ref/" + named, "/argument/name", "/argument/value")
                .allMatch(path -> params.at(path).isTextual());
        if (whole && McpResources.isTemplate(params.at("/ref/uri").asText())) {
            asOfAPrompt(params);
        }
        return whole
                ? null
                : "params.ref needs a %s, and params.argument a name and a value, all texts.".formatted(named);
    }

    /** The library completes the variables of annotated templates only; ours mean what a prompt's arguments mean. */
    private static void asOfAPrompt(JsonNode params) {
        ((ObjectNode) params.get("ref")).put("type", "ref/prompt").put("name", McpPrompts.FOR_ALL);
        if (params.at("/argument/name").asText().equals("name")) {
            ((ObjectNode) params.get("argument")).put("name", "projectName");
        }
    }

    private static String text(JsonNode params, String name) {
        return params.path(name).isTextual() ? null : "params.%s is missing; it must be a text.".formatted(name);
    }

    private static boolean opens(JsonNode message) {
        return message.path("method").asText().equals("initialize");
    }

    private static Verdict invalid(String sentence) {
        return new Verdict.Refuse(400, null, INVALID_REQUEST, sentence);
    }
}
