package kr.codeb.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Execution;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;

/** docs/tools.md */
final class ToolsPage {

    private static final String HEAD = """
            # Tools

            Printed from the catalogue in `gateway-service`; do not edit. Call them by `POST /api/tool` with
            `{"tool": "…", "params": {…}}`, or by the same names through MCP at `/mcp`. Each success also has `success`,
            `operationId` (null for tools that only read) and `correlationId`; each failure is one of [errors.md](errors.md).
            Each example was recorded on real servers by `ExamplesE2E`, one after the other; ids, times, ports and hosts are made the same
            each time, secrets are masked, lists are cut after three and texts after 240 characters.

            """;

    private static final Map<String, Examples.Example> EXAMPLES = Examples.all();

    private ToolsPage() {}

    static String print(ToolCatalog catalog) {
        String index = catalog.tools().stream()
                .map(tool -> "| [`%s`](#%s) | %s | %s | %s |\n"
                        .formatted(
                                tool.name(),
                                tool.name(),
                                tool.role(),
                                tool.effect().name().toLowerCase(),
                                tool.says()))
                .collect(Collectors.joining());
        return HEAD
                + "| tool | role | effect | says |\n| --- | --- | --- | --- |\n"
                + index
                + catalog.tools().stream().map(ToolsPage::section).collect(Collectors.joining());
    }

    private static String section(Tool tool) {
        String alias =
                tool.alias().map(" Alias on `/api/tool`: `%s`."::formatted).orElse("");
        String kind = switch (tool.execution()) {
            case Execution.Now now -> "";
            case Execution.Waiting waiting -> "";
            case Execution.Long change -> " Runs as an operation.";
            case Execution.Either either -> " What changes something runs as an operation.";
        };
        return "\n## %s\n\n%s Role: %s.%s%s\n\n%sAnswer: %s.\n%s"
                .formatted(
                        tool.name(),
                        tool.says(),
                        tool.role(),
                        kind,
                        alias,
                        params(tool),
                        tool.output().described(),
                        example(tool.name()));
    }

    private static String example(String tool) {
        Examples.Example example = EXAMPLES.get(tool);
        if (example == null) {
            return "";
        }
        ObjectNode call = Json.object().put("tool", tool);
        call.set("params", example.params());
        return "\n```json\n%s\n```\n\n```json\n%s\n```\n".formatted(Pretty.print(call), Pretty.print(example.answer()));
    }

    private static String params(Tool tool) {
        if (tool.input().params().stream().noneMatch(Param::listed)) {
            return "No params.\n\n";
        }
        return tool.input().params().stream()
                .filter(Param::listed)
                .map(ToolsPage::row)
                .collect(Collectors.joining(
                        "", "| param | default | is | must be |\n| --- | --- | --- | --- |\n", "\n"));
    }

    private static String row(Param param) {
        JsonNode fallback = param.fallback();
        String standard = param.required() ? "**required**" : fallback == null ? "" : "`" + fallback.asText() + "`";
        return "| `%s` | %s | %s | %s |\n".formatted(param.name(), standard, param.says(), param.rule());
    }
}
