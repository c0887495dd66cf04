package kr.codeb.gateway.mcp;

import io.quarkiverse.mcp.server.FilterContext;
import io.quarkiverse.mcp.server.McpMethod;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.catalogue.ToolCatalog;

/** A key is shown the tools that it may call. Calls are not decided here: whoever calls another one is told what it needs. */
@Singleton
class ShownTools implements ToolFilter {

    private final ToolCatalog catalog;
    private final CurrentVertxRequest current;

    ShownTools(ToolCatalog catalog, CurrentVertxRequest current) {
        this.catalog = catalog;
        this.current = current;
    }

    @Override
    public boolean test(ToolInfo tool, FilterContext context) {
        return context.method() != McpMethod.TOOLS_LIST
                || catalog.tool(tool.name())
                        .map(ours -> Caller.of(current.getCurrent()).mayCall(ours.name(), ours.role()))
                        .orElse(true);
    }
}
