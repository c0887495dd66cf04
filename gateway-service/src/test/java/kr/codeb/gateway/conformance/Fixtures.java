package kr.codeb.gateway.conformance;

import io.quarkiverse.mcp.server.AudioContent;
import io.quarkiverse.mcp.server.BlobResourceContents;
import io.quarkiverse.mcp.server.CompletionResponse;
import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.ElicitationRequest;
import io.quarkiverse.mcp.server.ElicitationRequest.BooleanSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.EnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.IntegerSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.MultiSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.NumberSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.PrimitiveSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.SingleSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.StringSchema;
import io.quarkiverse.mcp.server.ElicitationResponse;
import io.quarkiverse.mcp.server.EmbeddedResource;
import io.quarkiverse.mcp.server.ImageContent;
import io.quarkiverse.mcp.server.McpLog.LogLevel;
import io.quarkiverse.mcp.server.PromptCompletionManager;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.PromptResponse;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.SamplingMessage;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Startup;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the conformance suite wants a server to have: said by its scenarios word for word. Only in the tests' own profile. */
@Startup
@Singleton
@IfBuildProfile(ConformanceIT.PROFILE)
class Fixtures {

    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    private static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";
    private static final String SCHEMA = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
         "$defs": {"address": {"$anchor": "addressDef", "type": "object",
           "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
         "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"},
           "contactMethod": {"type": "string", "enum": ["phone", "email"]},
           "phone": {"type": "string"}, "email": {"type": "string"}},
         "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
         "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
         "then": {"required": ["phone"]}, "else": {"required": ["email"]}, "additionalProperties": false}\
        """;
    private static final List<String> OPTIONS = List.of("option1", "option2", "option3");
    private static final List<String> VALUES = List.of("value1", "value2", "value3");
    private static final List<String> TITLES = List.of("First Option", "Second Option", "Third Option");

    private final ToolManager tools;

    Fixtures(
            ToolManager tools,
            ResourceManager resources,
            ResourceTemplateManager templates,
            PromptManager prompts,
            PromptCompletionManager completions) {
        this.tools = tools;
        contents();
        conversations();
        resources(resources, templates);
        prompts(prompts, completions);
    }

    private void tool(String name, Function<ToolArguments, ToolResponse> answer) {
        tools.newTool(name)
                .setDescription("A fixture.")
                .setHandler(answer, true)
                .register();
    }

    private void contents() {
        EmbeddedResource mixed = new EmbeddedResource(new TextResourceContents(
                "test://mixed-content-resource", "{\"test\":\"data\",\"value\":123}", "application/json"));
        tool("test_simple_text", asked -> text("This is a simple text response for testing."));
        tool("test_image_content", asked -> ToolResponse.success(new ImageContent(PNG, "image/png")));
        tool("test_audio_content", asked -> ToolResponse.success(new AudioContent(WAV, "audio/wav")));
        tool(
                "test_embedded_resource",
                asked -> ToolResponse.success(new EmbeddedResource(new TextResourceContents(
                        "test://embedded-resource", "This is an embedded resource content.", "text/plain"))));
        tool(
                "test_multiple_content_types",
                asked -> ToolResponse.success(List.<Content>of(
                        new TextContent("Multiple content types test:"), new ImageContent(PNG, "image/png"), mixed)));
        tool(
                "test_error_handling",
                asked -> ToolResponse.error("This tool intentionally returns an error for testing"));
        tools.newTool("json_schema_2020_12_tool")
                .setDescription("A fixture.")
                .setInputSchema(new JsonObject(SCHEMA))
                .setHandler(asked -> text("ok"), true)
                .register();
    }

    private void conversations() {
        tool("test_tool_with_logging", asked -> {
            for (String word : List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
                asked.log().send(LogLevel.INFO, word);
            }
            return text("done");
        });
        tool("test_tool_with_progress", asked -> {
            for (int reached : new int[] {0, 50, 100}) {
                asked.progress()
                        .token()
                        .ifPresent(token -> asked.progress()
                                .notificationBuilder()
                                .setProgress(reached)
                                .setTotal(100)
                                .build()
                                .sendAndForget());
            }
            return text("done");
        });
        tools.newTool("test_sampling")
                .setDescription("A fixture.")
                .addArgument("prompt", "What to ask.", true, String.class)
                .setHandler(
                        asked -> text("LLM response: "
                                + asked.sampling()
                                        .requestBuilder()
                                        .setMaxTokens(100)
                                        .addMessage(SamplingMessage.withUserRole(
                                                (String) asked.args().get("prompt")))
                                        .build()
                                        .sendAndAwait()
                                        .content()
                                        .asText()
                                        .text()),
                        true)
                .register();
        tools.newTool("test_elicitation")
                .setDescription("A fixture.")
                .addArgument("message", "What to ask.", true, String.class)
                .setHandler(
                        asked -> asked(
                                asked,
                                (String) asked.args().get("message"),
                                Map.of("response", new StringSchema(true))),
                        true)
                .register();
        tool("test_elicitation_sep1034_defaults", asked -> asked(asked, "Defaults?", defaults()));
        tool("test_elicitation_sep1330_enums", asked -> asked(asked, "Which?", choices()));
    }

    private static Map<String, PrimitiveSchema> defaults() {
        Map<String, PrimitiveSchema> form = new LinkedHashMap<>();
        form.put("name", new StringSchema("John Doe"));
        form.put("age", new IntegerSchema(30));
        form.put("score", new NumberSchema(95.5));
        form.put("status", new SingleSelectEnumSchema(List.of("active", "inactive", "pending"), "active"));
        form.put("verified", BooleanSchema.builder().setDefaultValue(true).build());
        return form;
    }

    private static Map<String, PrimitiveSchema> choices() {
        Map<String, PrimitiveSchema> form = new LinkedHashMap<>();
        form.put("untitledSingle", new SingleSelectEnumSchema(OPTIONS));
        form.put("titledSingle", new SingleSelectEnumSchema(VALUES, TITLES));
        form.put(
                "legacyEnum",
                EnumSchema.builder(List.of("opt1", "opt2", "opt3"))
                        .setEnumNames(List.of("Option One", "Option Two", "Option Three"))
                        .build());
        form.put("untitledMulti", new MultiSelectEnumSchema(OPTIONS));
        form.put(
                "titledMulti",
                MultiSelectEnumSchema.builder(VALUES).setEnumTitles(TITLES).build());
        return form;
    }

    private static ToolResponse asked(ToolArguments asked, String message, Map<String, PrimitiveSchema> form) {
        ElicitationRequest.Builder question =
                asked.elicitation().requestBuilder().setMessage(message);
        form.forEach(question::addSchemaProperty);
        ElicitationResponse said = question.build().sendAndAwait();
        return text("Elicitation completed: action=%s, content=%s"
                .formatted(
                        said.action().name().toLowerCase(),
                        new JsonObject(said.content().asMap()).encode()));
    }

    private static void resources(ResourceManager resources, ResourceTemplateManager templates) {
        resource(resources, "static-text", "text/plain", "This is the content of the static text resource.");
        resource(resources, "watched-resource", "text/plain", "Watched.");
        resources
                .newResource("static-binary")
                .setDescription("A fixture.")
                .setUri("test://static-binary")
                .setMimeType("image/png")
                .setHandler(asked ->
                        new ResourceResponse(new BlobResourceContents("test://static-binary", PNG, "image/png", null)))
                .register();
        templates
                .newResourceTemplate("template")
                .setDescription("A fixture.")
                .setUriTemplate("test://template/{id}/data")
                .setMimeType("application/json")
                .setHandler(asked -> new ResourceResponse(new TextResourceContents(
                        asked.requestUri().value(),
                        "{\"id\":\"%1$s\",\"templateTest\":true,\"data\":\"Data for ID: %1$s\"}"
                                .formatted(asked.args().get("id")),
                        "application/json")))
                .register();
    }

    private static void resource(ResourceManager resources, String name, String type, String text) {
        resources
                .newResource(name)
                .setDescription("A fixture.")
                .setUri("test://" + name)
                .setMimeType(type)
                .setHandler(asked -> new ResourceResponse(new TextResourceContents("test://" + name, text, type)))
                .register();
    }

    private static void prompts(PromptManager prompts, PromptCompletionManager completions) {
        prompt(
                prompts,
                "test_simple_prompt",
                List.of(),
                arguments -> List.of(PromptMessage.withUserRole("This is a simple prompt for testing.")));
        prompt(
                prompts,
                "test_prompt_with_arguments",
                List.of("arg1", "arg2"),
                arguments -> List.of(PromptMessage.withUserRole("Prompt with arguments: arg1='%s', arg2='%s'"
                        .formatted(arguments.get("arg1"), arguments.get("arg2")))));
        prompt(
                prompts,
                "test_prompt_with_embedded_resource",
                List.of("resourceUri"),
                arguments -> List.of(
                        PromptMessage.withUserRole(new EmbeddedResource(new TextResourceContents(
                                arguments.get("resourceUri"), "Embedded resource content for testing.", "text/plain"))),
                        PromptMessage.withUserRole("Please process the embedded resource above.")));
        prompt(
                prompts,
                "test_prompt_with_image",
                List.of(),
                arguments -> List.of(
                        PromptMessage.withUserRole(new ImageContent(PNG, "image/png")),
                        PromptMessage.withUserRole("Please analyze the image above.")));
        completions
                .newCompletion("test_prompt_with_arguments")
                .setArgumentName("arg1")
                .setHandler(asked -> CompletionResponse.create(Arrays.asList("test1", "test2")))
                .register();
    }

    private static void prompt(
            PromptManager prompts,
            String name,
            List<String> arguments,
            Function<Map<String, String>, List<PromptMessage>> messages) {
        PromptManager.PromptDefinition prompt = prompts.newPrompt(name).setDescription("A fixture.");
        arguments.forEach(argument -> prompt.addArgument(argument, "An argument.", true));
        prompt.setHandler(asked -> PromptResponse.withMessages(messages.apply(asked.args())))
                .register();
    }

    private static ToolResponse text(String text) {
        return ToolResponse.success(text);
    }
}
