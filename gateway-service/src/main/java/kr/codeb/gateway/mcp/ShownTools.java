package kr.codeb.gateway.mcp;

import io.quarkiverse.mcp.server.FilterContext;
import io.quarkiverse.mcp.server.McpMethod;
import io.quarkiverse.mcp.server.PromptFilter;
import io.quarkiverse.mcp.server.PromptManager.PromptInfo;
import io.quarkiverse.mcp.server.ResourceFilter;
import io.quarkiverse.mcp.server.ResourceManager.ResourceInfo;
import io.quarkiverse.mcp.server.ResourceTemplateFilter;
import io.quarkiverse.mcp.server.ResourceTemplateManager.ResourceTemplateInfo;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.util.Set;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.catalogue.ToolCatalog;

/**
 * A key is shown the tools that it may call, and the resources and prompts that need no others. Calls are not decided here: whoever
 * calls another one is told what it needs.
 */
@Singleton
class ShownTools implements ToolFilter, ResourceFilter, ResourceTemplateFilter, PromptFilter {

    /** The library takes the list of prompts for their reading. */
    private static final Set<McpMethod> LISTS = Set.of(
            McpMethod.TOOLS_LIST,
            McpMethod.RESOURCES_LIST,
            McpMethod.RESOURCE_TEMPLATES_LIST,
            McpMethod.PROMPTS_LIST,
            McpMethod.PROMPTS_GET);

    private final ToolCatalog catalog;
    private final CurrentVertxRequest current;

    ShownTools(ToolCatalog catalog, CurrentVertxRequest current) {
        this.catalog = catalog;
        this.current = current;
    }

    @Override
    public boolean test(ToolInfo tool, FilterContext context) {
        return mayCall(tool.name(), context);
    }

    @Override
    public boolean test(ResourceInfo resource, FilterContext context) {
        return mayCall(McpResources.toolOf(resource.name()), context);
    }

    @Override
    public boolean test(ResourceTemplateInfo template, FilterContext context) {
        return mayCall(McpResources.toolOf(template.name()), context);
    }

    @Override
    public boolean test(PromptInfo prompt, FilterContext context) {
        return mayCall(McpPrompts.toolOf(prompt.name()), context);
    }

    /** @param tool null for what is not ours */
    private boolean mayCall(String tool, FilterContext context) {
        return tool == null
                || !LISTS.contains(context.method())
                || catalog.tool(tool)
                        .map(ours -> Caller.of(current.getCurrent()).mayCall(ours.name(), ours.role()))
                        .orElse(true);
    }
}
