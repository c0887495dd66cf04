package kr.codeb.gateway.http;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** A key that called too often is told so at both doors. */
@QuarkusTest
@QuarkusTestResource(
        value = Neighbours.class,
        initArgs = @ResourceArg(name = "limit", value = "3"),
        restrictToAnnotatedClass = true)
class RateLimitDoorTest {

    @Test
    void bothDoorsCountAndRefuse() {
        String key = Keys.ours(Role.VIEWER);
        // Eight calls lie in two minutes at most, so at least one is over a limit of three.
        Response refused = Stream.generate(() -> Doors.plain(key, "slot_list", Map.of()))
                .limit(8)
                .filter(response -> response.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        refused.then()
                .header("Retry-After", notNullValue())
                .header("X-RateLimit-Limit", "3")
                .header("X-RateLimit-Remaining", "0")
                .body("code", is("RATE_LIMITED"));
        McpStreamableTestClient client = Doors.mcp(key);
        assertTrue(Stream.generate(() -> Doors.structured(Doors.mcp(client, "slot_list", Map.of())))
                .limit(8)
                .anyMatch(answer -> answer.path("code").asText().equals("RATE_LIMITED")));
        client.disconnect();
    }
}
