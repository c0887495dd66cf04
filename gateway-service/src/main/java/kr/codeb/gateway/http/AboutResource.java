package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What there is to call; open to everybody. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class AboutResource {

    private final ObjectNode about;

    AboutResource(ToolCatalog catalog, @ConfigProperty(name = "quarkus.application.version") String version) {
        about = Json.object().put("name", "CodeB").put("version", version);
        ArrayNode tools = about.putArray("tools");
        catalog.tools().stream().map(AboutResource::shown).forEach(tools::add);
    }

    @GET
    public ObjectNode about() {
        return about;
    }

    private static ObjectNode shown(Tool tool) {
        ObjectNode shown = Json.object().put("name", tool.name());
        tool.alias().ifPresent(alias -> shown.put("alias", alias));
        shown.put("description", tool.says()).put("role", tool.role().wire());
        shown.set("inputSchema", tool.input().schema());
        return shown;
    }
}
