package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.CompletionManager.CompletionArguments;
import io.quarkiverse.mcp.server.CompletionResponse;
import io.quarkiverse.mcp.server.PromptCompletionManager;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.ToolCatalog;

/** Completes what a person begins to type: names of projects and versions, environments, as their key may see them. */
@Singleton
class Suggestions {

    /** More are not asked for by MCP. */
    private static final int MOST = 100;

    private final ToolCatalog catalog;
    private final McpCalls calls;

    Suggestions(ToolCatalog catalog, McpCalls calls) {
        this.catalog = catalog;
        this.calls = calls;
    }

    /** Has an argument of a prompt completed, if there is something to suggest. */
    void offer(PromptCompletionManager completions, String prompt, String argument) {
        if (isKnown(argument)) {
            completions
                    .newCompletion(prompt)
                    .setArgumentName(argument)
                    .setHandler(asked -> complete(argument, asked), true)
                    .register();
        }
    }

    private static boolean isKnown(String argument) {
        return switch (argument) {
            case "projectName", "environment", "version" -> true;
            default -> false;
        };
    }

    private CompletionResponse complete(String argument, CompletionArguments asked) {
        Stream<String> all = switch (argument) {
            case "projectName" -> projects();
            case "environment" -> Arrays.stream(Environment.values()).map(Environment::wire);
            default -> versions(asked.completeContext().arguments());
        };
        List<String> fitting = all.filter(value -> value.startsWith(asked.argumentValue()))
                .distinct()
                .toList();
        return new CompletionResponse(fitting.stream().limit(MOST).toList(), fitting.size(), fitting.size() > MOST);
    }

    private Stream<String> projects() {
        return read("project_list", Json.object(), "projects", "name");
    }

    /** Those that were brought to the project that is chosen already, the newest first. */
    private Stream<String> versions(Map<String, String> chosen) {
        String project = chosen.get("projectName");
        return project == null
                ? Stream.of()
                : read(
                        "history",
                        Json.object().put("projectName", project).put("limit", MOST),
                        "operations",
                        "version");
    }

    /** Nothing when the tool refuses: a suggestion is no place to be told why. */
    private Stream<String> read(String tool, ObjectNode params, String list, String field) {
        return calls.read(catalog.named(tool), params)
                .body()
                .path(list)
                .valueStream()
                .map(one -> one.path(field))
                .filter(value -> value.isTextual())
                .map(value -> value.asText());
    }
}
