package kr.codeb.gateway.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Neighbours;
import kr.codeb.gateway.openapi.OpenApi;
import org.junit.jupiter.api.Test;

/** The printed pages say what the code says. {@code -Dcodeb.docs.write=true} prints them anew. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class DocsTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Inject
    ToolCatalog catalog;

    @Inject
    OpenApi openApi;

    @Test
    void toolsPageIsTrue() throws IOException {
        compare("tools.md", ToolsPage.print(catalog));
    }

    /** {@code deploy/sandbox test ExamplesE2E} with {@code MAVEN_ARGS=-Dcodeb.docs.write=true} records them anew. */
    @Test
    void everyToolHasAnExampleThatIsAsItDeclares() {
        Map<String, Examples.Example> examples = Examples.all();
        assertEquals(catalog.tools().stream().map(Tool::name).toList(), List.copyOf(examples.keySet()));
        for (Tool tool : catalog.tools()) {
            Examples.Example example = examples.get(tool.name());
            assertEquals(List.of(), tool.input().violations(example.params()), tool.name());
            assertEquals(List.of(), tool.output().problems(example.answer()), tool.name());
        }
    }

    @Test
    void errorsPageIsTrue() throws IOException {
        compare("errors.md", ErrorsPage.print());
    }

    @Test
    void openApiIsTrue() throws IOException {
        compare(
                "openapi.json",
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(openApi.document()) + "\n");
    }

    private static void compare(String name, String printed) throws IOException {
        Path page = DOCS.resolve(name);
        if (Boolean.getBoolean("codeb.docs.write")) {
            Files.createDirectories(DOCS);
            Files.writeString(page, printed);
        }
        assertEquals(
                Files.exists(page) ? Files.readString(page) : "",
                printed,
                "docs/%s is stale: ./mvnw -pl gateway-service test -Dtest=DocsTest -Dcodeb.docs.write=true"
                        .formatted(name));
    }
}
