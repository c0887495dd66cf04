package kr.codeb.gateway.tools.delete;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** A deletion needs its own plan's token, and nothing is written down before. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class DeleteToolTest {

    private static Response delete(Role role, Map<String, Object> more) {
        Map<String, Object> params = new HashMap<>(Map.of("projectName", "shop"));
        params.putAll(more);
        return Doors.plain(Keys.ours(role), "project_delete", params);
    }

    private static String planned(Role role, Map<String, Object> more) {
        return delete(role, more)
                .then()
                .statusCode(409)
                .body("code", is("CONFIRMATION_REQUIRED"))
                .body("operationId", nullValue())
                .body("error", containsString("the database shop_db"))
                .body("details.plan.environments[0].containers[0]", is("shop-production-blue"))
                .body("details.plan.environments[0].dnsRecords[0]", is("shop.codeb.test"))
                .body("details.plan.environments[0].redis", is(3))
                .body("details.confirm", notNullValue())
                .extract()
                .path("details.confirm");
    }

    @Test
    void withItsPlansTokenItRunsOnce() {
        String token = planned(Role.ADMIN, Map.of());
        delete(Role.ADMIN, Map.of("confirm", token))
                .then()
                .statusCode(200)
                .body("projectRemoved", is(true))
                .body("deleted[0].environment", is("production"));
        assertFalse(Doors.seen().toString().contains(token), "the token was written down");
        planned(Role.ADMIN, Map.of("confirm", token));
    }

    @Test
    void anotherPlansOrKeysTokenIsRefusedWithAFreshPlan() {
        String token = planned(Role.ADMIN, Map.of());
        planned(Role.OWNER, Map.of("confirm", token));
        planned(Role.ADMIN, Map.of("confirm", token, "keepDatabase", true));
        planned(Role.ADMIN, Map.of("confirm", "yes"));
        planned(Role.ADMIN, Map.of("confirm", planned(Role.OWNER, Map.of())));
        delete(Role.ADMIN, Map.of("confirm", token)).then().statusCode(200);
    }

    @Test
    void anEnvironmentThatIsNotThereIsNotFound() {
        delete(Role.ADMIN, Map.of("environment", "staging"))
                .then()
                .statusCode(404)
                .body("code", is("PROJECT_NOT_FOUND"));
    }

    @Test
    void aModelReadsPlanAndTokenInTheText() {
        McpStreamableTestClient client = Doors.mcp(Keys.ours(Role.ADMIN));
        ToolResponse response = Doors.mcp(client, "project_delete", Map.of("projectName", "shop"));
        client.disconnect();
        String text = response.firstContent().asText().text();
        String token = Doors.structured(response).at("/details/confirm").asText();
        assertTrue(response.isError());
        assertTrue(text.contains("the database shop_db") && text.contains("confirm: " + token), text);
    }
}
