package kr.codeb.gateway.catalogue;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** All tools by name. Two tools of one name stop the start. */
@Startup
@Singleton
public class ToolCatalog {

    private final Map<String, Tool> byName = new TreeMap<>();
    private final Map<String, Tool> byAlias = new LinkedHashMap<>();

    ToolCatalog(@All List<ToolGroup> groups) {
        for (ToolGroup group : groups) {
            group.tools().forEach(this::add);
        }
    }

    private void add(Tool tool) {
        if (byName.containsKey(tool.name()) || byAlias.containsKey(tool.name())) {
            throw new IllegalStateException("two tools are named " + tool.name());
        }
        byName.put(tool.name(), tool);
        tool.alias().ifPresent(alias -> {
            if (byName.containsKey(alias) || byAlias.put(alias, tool) != null) {
                throw new IllegalStateException("two tools are named " + alias);
            }
        });
    }

    /** All tools, by name. */
    public Collection<Tool> tools() {
        return byName.values();
    }

    /** @throws CodebException UNKNOWN_TOOL, with the name that may have been meant */
    public Tool find(String name) {
        return tool(name).orElseThrow(() -> unknown(name));
    }

    /** The tool of exactly this name, no alias. @throws CodebException UNKNOWN_TOOL */
    public Tool named(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow(() -> unknown(name));
    }

    /** The tool of this name or alias, if there is one. */
    public Optional<Tool> tool(String name) {
        return Optional.ofNullable(byName.getOrDefault(name, byAlias.get(name)));
    }

    private CodebException unknown(String name) {
        List<String> names = new ArrayList<>(byName.keySet());
        names.addAll(byAlias.keySet());
        String hint = Nearest.to(name, names).map("Did you mean %s?"::formatted).orElse("GET /api lists all tools.");
        return new CodebException(
                ErrorCode.UNKNOWN_TOOL, "There is no tool %s. %s".formatted(Violations.shown(name), hint));
    }
}
