package kr.codeb.gateway.door;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import kr.codeb.contracts.key.Role;
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
        // Twice the limit is over it at least once, whatever the minute does meanwhile.
        for (int i = 0; i < 6; i++) {
            Doors.plain(key, "slot_list", Map.of());
        }
        Doors.plain(key, "slot_list", Map.of())
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .header("X-RateLimit-Limit", "3")
                .header("X-RateLimit-Remaining", "0")
                .body("code", is("RATE_LIMITED"));
        McpStreamableTestClient client = Doors.mcp(key);
        assertEquals("RATE_LIMITED", Doors.structured(Doors.mcp(client, "slot_list", Map.of())).path("code").asText());
        client.disconnect();
    }
}
