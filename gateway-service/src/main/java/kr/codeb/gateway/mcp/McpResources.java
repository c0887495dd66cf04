package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.catalogue.Violations;

/** What can be read without choosing a tool. To read one is to call the tool behind it, with all its checks. */
@Startup
@Singleton
class McpResources {

    static final String SCHEME = "codeb://";

    /**
     * @param tool whose answer it is
     * @param params names of the tool's params, by the names of the variables in the address
     * @param inWords whether it is read as the tool tells it, an application's own words fenced, and not as JSON
     */
    private record View(
            String name, String title, String address, String tool, Map<String, String> params, boolean inWords) {

        String type() {
            return inWords ? "text/plain" : "application/json";
        }
    }

    private static final Map<String, String> PROJECT = Map.of("name", "projectName");
    private static final Map<String, String> PLACE = Map.of("name", "projectName", "environment", "environment");
    private static final Map<String, String> SLOT = Map.of("name", "projectName", "slot", "slot");
    private static final Map<String, String> SLOT_OF =
            Map.of("name", "projectName", "slot", "slot", "environment", "environment");

    private static final View PROJECTS =
            new View("projects", "All projects", SCHEME + "projects", "project_list", Map.of(), false);

    /** Without an environment in the address, production is meant. */
    private static final List<View> OF_A_PROJECT = List.of(
            view("project", "A project, and whether it is well", "", "project_list", Map.of("name", "name")),
            view("slots", "Where a project stands", "/slots", "slot_status", PROJECT),
            view("slots-of", "Where an environment stands", "/slots/{environment}", "slot_status", PLACE),
            view("history", "What was done to a project", "/history", "history", PROJECT),
            words("logs", "A slot's log", "/logs/{slot}", SLOT),
            words("logs-of", "A slot's log in an environment", "/logs/{slot}/{environment}", SLOT_OF));

    private final ToolCatalog catalog;
    private final McpCalls calls;

    McpResources(ResourceManager resources, ResourceTemplateManager templates, ToolCatalog catalog, McpCalls calls) {
        this.catalog = catalog;
        this.calls = calls;
        resources
                .newResource(PROJECTS.name)
                .setTitle(PROJECTS.title)
                .setDescription(tool(PROJECTS).says())
                .setUri(PROJECTS.address)
                .setMimeType(PROJECTS.type())
                .setHandler(asked -> read(PROJECTS, asked.requestUri().value(), Map.of()), true)
                .register();
        for (View view : OF_A_PROJECT) {
            templates
                    .newResourceTemplate(view.name)
                    .setTitle(view.title)
                    .setDescription(tool(view).says())
                    .setUriTemplate(view.address)
                    .setMimeType(view.type())
                    .setHandler(asked -> read(view, asked.requestUri().value(), asked.args()), true)
                    .register();
        }
    }

    private static View view(String name, String title, String path, String tool, Map<String, String> params) {
        return new View(name, title, SCHEME + "projects/{name}" + path, tool, params, false);
    }

    private static View words(String name, String title, String path, Map<String, String> params) {
        return new View(name, title, SCHEME + "projects/{name}" + path, "logs", params, true);
    }

    private Tool tool(View view) {
        return catalog.named(view.tool);
    }

    /** Whether a client can read addresses of this form. */
    static boolean isTemplate(String address) {
        return OF_A_PROJECT.stream().anyMatch(view -> view.address.equals(address));
    }

    /** The tool behind a resource or a template of this name, if it is one of these. */
    static String toolOf(String name) {
        return OF_A_PROJECT.stream()
                .filter(view -> view.name.equals(name))
                .map(View::tool)
                .findFirst()
                .orElse(name.equals(PROJECTS.name) ? PROJECTS.tool : null);
    }

    private ResourceResponse read(View view, String uri, Map<String, String> variables) {
        ObjectNode params = Json.object();
        view.params.forEach((variable, param) -> params.put(param, variables.get(variable)));
        Answer answer = calls.read(tool(view), params);
        if (!answer.succeeded()) {
            throw Failures.of(answer);
        }
        if (view.address.endsWith("/{name}") && answer.body().path("projects").isEmpty()) {
            throw new McpException(
                    "Your team has no project %s, or your key is not for it. Read %s for those there are."
                            .formatted(Violations.shown(variables.get("name")), PROJECTS.address),
                    JsonRpcErrorCodes.RESOURCE_NOT_FOUND);
        }
        String text = view.inWords ? McpCalls.told(tool(view), params, answer) : Json.line(answer.body());
        return new ResourceResponse(new TextResourceContents(uri, text, view.type()));
    }
}
