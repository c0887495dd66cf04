package kr.codeb.gateway.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
