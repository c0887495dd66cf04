package kr.codeb.gateway.tools.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class GithubWorkflowTest {

    @Inject
    GithubWorkflow workflow;

    @Test
    void itIsYamlThatNamesTheProjectAndNoPlaceholder() {
        String text = workflow.text("shop", "staging");
        assertFalse(text.contains("@PROJECT@") || text.contains("@ENVIRONMENT@") || text.contains("@URL@"), text);
        Map<String, Object> file = new Yaml().load(text);
        assertEquals("Deploy shop", file.get("name"));
        assertEquals(Map.of("group", "codeb-shop-staging", "cancel-in-progress", false), file.get("concurrency"));
    }

    @Test
    void itCallsThisGatewayWithTheKeyFromTheSecretsAndNeverInAnArgument() {
        String text = workflow.text("shop", "production");
        assertTrue(text.contains("https://api.codeb.kr/api/tool"));
        assertTrue(text.contains("${{ secrets.CODEB_API_KEY }}"));
        for (String line : List.of("--header \"X-API-Key", "curl -H")) {
            assertFalse(text.contains(line));
        }
    }
}
