package kr.codeb.gateway.tools.log;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** What the container of a deploy said, also when it is gone since the deploy failed. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class LogToolTest {

    private static final String MEMBER = Keys.ours(Role.MEMBER);

    private static String failedDeploy() {
        return Doors.plain(
                        MEMBER,
                        "deploy_project",
                        Map.of("projectName", "shop", "image", "ghcr.io/o/shop:v8", "version", "UNHEALTHY"))
                .then()
                .statusCode(422)
                .extract()
                .path("operationId");
    }

    @Test
    void aFailedDeploysContainerIsHeard() {
        String id = failedDeploy();
        Doors.plain(MEMBER, "logs", Map.of("projectName", "shop", "operationId", id))
                .then()
                .statusCode(200)
                .body("lines", contains("starting", "the configuration is missing", "ending"))
                .body("cut", is(false));
        Doors.plain(MEMBER, "logs", Map.of("projectName", "shop", "operationId", id, "lines", 1))
                .then()
                .body("lines", contains("ending"))
                .body("cut", is(true));
        Doors.plain(MEMBER, "logs", Map.of("projectName", "shop", "operationId", id, "contains", "missing"))
                .then()
                .body("lines", contains("the configuration is missing"));
    }

    @Test
    void theLogOfARunningDeploysSlotIsReadThere() {
        Doors.plain(MEMBER, "logs", Map.of("projectName", "shop", "lines", 3, "contains", "hello"))
                .then()
                .statusCode(200)
                .body("slot", is("green"))
                .body("lines", hasSize(2));
    }

    @Test
    void anotherProjectsOrTeamsOperationIsNotFound() {
        String id = failedDeploy();
        for (Map.Entry<String, String> other : Map.of(MEMBER, "blank", Keys.text("theirs", Role.MEMBER), "foreign")
                .entrySet()) {
            Doors.plain(other.getKey(), "logs", Map.of("projectName", other.getValue(), "operationId", id))
                    .then()
                    .statusCode(404)
                    .body("code", is("OPERATION_NOT_FOUND"));
        }
    }

    @Test
    void oneWithoutALogSaysSo() {
        String id = Doors.plain(
                        MEMBER,
                        "deploy_project",
                        Map.of("projectName", "shop", "image", "ghcr.io/o/shop:v8", "version", "PULL_FAILED"))
                .then()
                .extract()
                .path("operationId");
        Doors.plain(MEMBER, "logs", Map.of("projectName", "shop", "operationId", id))
                .then()
                .statusCode(409)
                .body("error", containsString("never had one"));
    }
}
