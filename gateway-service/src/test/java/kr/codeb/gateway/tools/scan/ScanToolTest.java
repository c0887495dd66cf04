package kr.codeb.gateway.tools.scan;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** Who may scan and repair, and what is told while the registry cannot be read. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class ScanToolTest {

    @Test
    void aViewerScansAndNothingIsWrittenDown() {
        Doors.plain(Keys.ours(Role.VIEWER), "scan", Map.of("projectName", "shop"))
                .then()
                .statusCode(200)
                .body("registered", is(true))
                .body("drift.what", contains("site file"))
                .body("operationId", nullValue());
    }

    @Test
    void onlyAnAdminRepairs() {
        for (Role role : new Role[] {Role.VIEWER, Role.MEMBER}) {
            Doors.plain(Keys.ours(role), "workflow_scan", Map.of("projectName", "shop", "repair", true))
                    .then()
                    .statusCode(403)
                    .body("error", containsString("admin"));
        }
        Doors.plain(Keys.ours(Role.ADMIN), "workflow_scan", Map.of("projectName", "shop", "repair", true))
                .then()
                .statusCode(200)
                .body("operationId", notNullValue())
                .body("steps.name", notNullValue());
    }

    @Test
    void anEnvironmentThatIsNotThereIsNotRegistered() {
        Doors.plain(Keys.ours(Role.VIEWER), "scan", Map.of("projectName", "shop", "environment", "staging"))
                .then()
                .statusCode(200)
                .body("registered", is(false))
                .body("issues[0]", containsString("workflow_init"));
        Doors.plain(
                        Keys.ours(Role.ADMIN),
                        "scan",
                        Map.of("projectName", "shop", "environment", "staging", "repair", true))
                .then()
                .statusCode(404)
                .body("code", is("PROJECT_NOT_FOUND"));
    }

    @Test
    void aDamagedRegistryIsToldAndThenRestored() {
        Doors.plain(Keys.ours(Role.VIEWER), "slot_status", Map.of("projectName", "damaged"))
                .then()
                .statusCode(503)
                .body("code", is("REGISTRY_CORRUPT"));
        Doors.plain(Keys.ours(Role.VIEWER), "scan", Map.of("projectName", "damaged"))
                .then()
                .statusCode(200)
                .body("registered", is(true))
                .body("drift.what", hasItem("site file"));
        Doors.plain(Keys.ours(Role.VIEWER), "scan", Map.of("projectName", "hidden"))
                .then()
                .statusCode(200)
                .body("registered", nullValue())
                .body("drift.what", contains("registry file ssot.json"))
                .body("site", nullValue());
        Doors.plain(Keys.ours(Role.ADMIN), "scan", Map.of("projectName", "damaged", "repair", true))
                .then()
                .statusCode(200);
        assertTrue(
                Doors.seen().toString().contains("\\\"restored\\\":[{\\\"file\\\":\\\"ssot.json\\\""),
                () -> "the operation does not say which files were restored: " + Doors.seen());
        Doors.plain(Keys.ours(Role.ADMIN), "scan", Map.of("projectName", "hidden", "repair", true))
                .then()
                .statusCode(404)
                .body("code", is("PROJECT_NOT_FOUND"));
    }
}
