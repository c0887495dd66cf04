package kr.codeb.gateway.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** Neighbours that do not come back in time. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class OutageTest {

    @Test
    void withoutTheRegistryNobodyIsLetIn() {
        Doors.plain(Keys.MEETS_A_DEAD_REGISTRY, "slot_list", Map.of())
                .then()
                .statusCode(503)
                .body("code", is("SERVICE_UNAVAILABLE"))
                .body("success", is(false));
    }

    @Test
    void withoutItsExecutorAChangeDoesNotBeginAndSaysSo() {
        Doors.plain(Keys.ours(Role.MEMBER), "slot_promote", Map.of("projectName", "stuck"))
                .then()
                .statusCode(503)
                .body("code", is("SERVICE_UNAVAILABLE"))
                .body("error", containsString("The deployer does not answer, so the promote of stuck (production)"))
                .body("operationId", notNullValue());
    }
}
