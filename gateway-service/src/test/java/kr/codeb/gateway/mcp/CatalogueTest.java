package kr.codeb.gateway.mcp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkiverse.mcp.server.test.McpAssured.ToolInfo;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The catalogue as a model gets it: complete, and short enough to be read whole. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class CatalogueTest {

    /** A token has about four characters. */
    private static final int MOST_CHARACTERS = 7_000 * 4;

    @Inject
    ToolCatalog catalog;

    @ConfigProperty(name = "quarkus.mcp.server.server-info.instructions")
    String instructions;

    @Test
    void theListStaysShort() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.OWNER));
        AtomicInteger characters = new AtomicInteger();
        client.when()
                .toolsList(page -> page.tools().forEach(tool -> characters.addAndGet(length(tool))))
                .thenAssertResults();
        client.disconnect();
        assertTrue(characters.get() < MOST_CHARACTERS, characters + " characters");
    }

    private static int length(ToolInfo tool) {
        int words = 120;
        return words
                + tool.name().length()
                + 2 * tool.title().length()
                + tool.description().length()
                + (tool.meta() == null ? 0 : tool.meta().encode().length())
                + tool.inputSchema().encode().length()
                + tool.outputSchema().encode().length();
    }

    @Test
    void theInstructionsAreReadWhole() {
        assertTrue(instructions.getBytes().length < 2048, instructions.getBytes().length + " bytes");
        for (String word : List.of("production", "public", "operation_get", "workflow_init", "docker.io")) {
            assertTrue(instructions.contains(word), word);
        }
    }

    @Test
    void everyToolHasAllThatAClientShows() {
        for (Tool tool : catalog.tools()) {
            assertFalse(tool.title().isBlank(), tool.name());
            assertTrue(tool.says().length() < 1024 && tool.says().endsWith("."), tool.name());
            assertTrue(tool.output().schema().path("properties").size() > 1, tool.name());
            assertFalse(tool.telling() == null, tool.name());
        }
    }
}
