package kr.codeb.deployer.service;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.RunRequest;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.cleanup.CleanupSchedule;
import org.junit.jupiter.api.Test;

/** The service over HTTP, its neighbours too; only the App Server is a fake. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class DeployerServiceTest {

    @Inject
    ObjectMapper json;

    @Inject
    CleanupSchedule schedule;

    private Ending run(OperationKind kind, String id, Map<String, ?> params) throws InterruptedException {
        Operation operation = new Operation(
                id,
                kind,
                kind.word(),
                "myapp",
                Environment.PRODUCTION,
                "team",
                "key_1",
                "c-" + id,
                json.valueToTree(params),
                null,
                OperationState.RUNNING,
                Instant.now(),
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                "deployer/test",
                1,
                1);
        Neighbours.OPERATIONS.put(id, operation);
        given().header("X-CodeB-Internal", Neighbours.CREDENTIAL)
                .contentType("application/json")
                .body(new RunRequest(operation, null))
                .post("/operations/" + id + "/run")
                .then()
                .statusCode(202);
        return await(id);
    }

    private static Ending await(String id) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
        while (!Neighbours.ENDINGS.containsKey(id) && Instant.now().isBefore(deadline)) {
            Thread.sleep(20);
        }
        return Neighbours.ENDINGS.get(id);
    }

    @Test
    void deploysPromotesDeploysPromotesRollsBackAndCleansUp() throws InterruptedException {
        Ending deploy =
                run(OperationKind.DEPLOY, "op_00000001", Map.of("image", "ghcr.io/org/myapp:v1", "version", "v1"));
        assertNull(deploy.failure());
        assertEquals("green", deploy.result().get("slot").asText());
        assertEquals(
                "https://myapp-green.preview.codeb.test",
                deploy.result().get("previewUrl").asText());
        assertEquals(
                List.of(
                        "get_slot_status",
                        "select_slot",
                        "pull_image",
                        "prepare_env",
                        "open_preview",
                        "create_container",
                        "cleanup_container",
                        "start_container",
                        "health_check",
                        "update_registry"),
                deploy.steps().stream().map(StepReport::name).toList());

        Ending promote = run(OperationKind.PROMOTE, "op_00000002", Map.of());
        assertNull(promote.failure());
        assertEquals("https://myapp.codeb.test", promote.result().get("url").asText());
        assertEquals("green", Neighbours.PROVISIONER.route.wire());

        run(OperationKind.DEPLOY, "op_00000003", Map.of("image", "ghcr.io/org/myapp:v2", "version", "v2"));
        Ending second = run(OperationKind.PROMOTE, "op_00000004", Map.of());
        assertEquals("v1", second.result().get("previousVersion").asText());
        assertEquals("v2", second.result().get("newVersion").asText());
        assertNotNull(second.result().get("graceExpiresAt"));
        assertEquals("blue-green", Neighbours.PROVISIONER.route.wire());

        Ending rollback = run(OperationKind.ROLLBACK, "op_00000005", Map.of("reason", "slow"));
        assertEquals("v1", rollback.result().get("restoredVersion").asText());
        assertEquals("slow", rollback.result().get("reason").asText());
        assertEquals("green", Neighbours.PROVISIONER.route.wire());

        Ending nothing = run(OperationKind.ROLLBACK, "op_00000006", Map.of());
        assertEquals(ErrorCode.NO_GRACE_SLOT, nothing.failure().code());

        Ending cleanup = run(OperationKind.CLEANUP, "op_00000007", Map.of("force", true));
        assertEquals("v2", cleanup.result().get("cleaned").get(0).get("version").asText());

        Neighbours.REGISTRY.with(SlotName.BLUE, SlotState.GRACE, Instant.now().minusSeconds(1));
        schedule.look();
        Ending scheduled = await("op_scheduled");
        assertEquals("scheduler", Neighbours.OPERATIONS.get("op_scheduled").by());
        assertEquals(
                "old-blue",
                scheduled.result().get("cleaned").get(0).get("version").asText());
        assertEquals(SlotState.EMPTY, Neighbours.REGISTRY.now().blue().state());
        assertEquals(List.of(), Neighbours.STRANGERS);
    }

    @Test
    void turnsStrangersAway() {
        given().get("/containers/myapp/production").then().statusCode(401);
    }

    @Test
    void tellsThatThereIsNoContainer() {
        given().header("X-CodeB-Internal", Neighbours.CREDENTIAL)
                .get("/containers/other/staging")
                .then()
                .statusCode(200)
                .body("containers.slot", hasItems("blue", "green"))
                .body("containers.exists", hasItems(false))
                .body("containers[0].status", nullValue())
                .body("containers[0].name", equalTo("other-staging-blue"))
                .body("error", nullValue());
    }

    @Test
    void tellsWhetherDockerAnswers() {
        given().header("X-CodeB-Internal", Neighbours.CREDENTIAL)
                .get("/hosts/health")
                .then()
                .statusCode(200)
                .body("app.docker.status", equalTo("up"));
    }
}
