package kr.codeb.gateway.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** What only POST /api/tool and the addresses beside it do. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class ToolDoorTest {

    private static final String MEMBER = Keys.ours(Role.MEMBER);
    private static final Map<String, Object> DEPLOY = Map.of("projectName", "shop", "image", "ghcr.io/o/shop:v8");

    @Test
    void aliasesWork() {
        Doors.plain(MEMBER, "deploy", DEPLOY).then().statusCode(200).body("version", is("v8"));
    }

    @Test
    void anUnknownToolIsToldTheNearestName() {
        Doors.plain(MEMBER, "deploy_projct", Map.of())
                .then()
                .statusCode(404)
                .body("success", is(false))
                .body("code", is("UNKNOWN_TOOL"))
                .body("error", containsString("Did you mean deploy_project?"))
                .body("operationId", nullValue())
                .body("correlationId", notNullValue());
    }

    @Test
    void aBodyThatIsNoCallIsRefused() {
        for (String body : List.of(
                "",
                "{",
                "[]",
                "7",
                "{}",
                "{\"tool\": 7}",
                "{\"tool\": \"\"}",
                "{\"tool\":\"logs\"} x",
                "{\"tool\":\"logs\",\"tool\":\"logs\"}",
                "{\"tool\": \"logs\", \"params\": []}",
                "{\"tool\": \"logs\", \"param\": {}}")) {
            Doors.as(MEMBER)
                    .body(body)
                    .post("/api/tool")
                    .then()
                    .statusCode(400)
                    .body("code", is("INVALID_REQUEST"))
                    .body("success", is(false));
        }
    }

    @Test
    void aWrongContentTypeIsForgiven() {
        given().header("X-API-Key", MEMBER)
                .contentType("application/x-www-form-urlencoded")
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool")
                .then()
                .statusCode(200);
        given().header("X-API-Key", MEMBER)
                .contentType("text/plain")
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool")
                .then()
                .statusCode(200);
    }

    @Test
    void aBodyOverOneMebibyteIsTooLarge() {
        for (int size : List.of(1 << 20, 8 << 20)) {
            Doors.as(MEMBER)
                    .body("{\"tool\":\"" + "x".repeat(size) + "\"}")
                    .post("/api/tool")
                    .then()
                    .statusCode(413)
                    .body("code", is("INVALID_REQUEST"))
                    .body("success", is(false));
        }
    }

    @Test
    void aKeyIsNeeded() {
        for (String key : List.of("codeb_ours_member_unknown", "nonsense", "")) {
            Doors.plain(key, "slot_list", Map.of())
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", startsWith("ApiKey"))
                    .body("code", is("UNAUTHENTICATED"))
                    .body("success", is(false));
        }
        given().body(Doors.body("slot_list", Map.of())).post("/api/tool").then().statusCode(401);
        given().get("/api/operations").then().statusCode(401);
        given().post("/mcp").then().statusCode(401).body("code", is("UNAUTHENTICATED"));
        given().header("Authorization", "Bearer " + MEMBER)
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool")
                .then()
                .statusCode(200);
    }

    @Test
    void aRevokedKeyStopsWorking() throws Exception {
        Response made = Doors.plain(MEMBER, "token_create", Map.of("name", "short-lived", "role", "member"));
        String key = made.path("key");
        Doors.plain(key, "slot_list", Map.of()).then().statusCode(200);
        Doors.plain(MEMBER, "token_revoke", Map.of("tokenId", made.path("tokenId")))
                .then()
                .statusCode(200);
        Thread.sleep(2500);
        Doors.plain(key, "slot_list", Map.of()).then().statusCode(401);
    }

    @Test
    void allViolationsAreToldAtOnce() {
        Doors.plain(MEMBER, "deploy_project", Map.of("projectName", "shop\n", "imag", "x", "environment", "test"))
                .then()
                .statusCode(400)
                .body("code", is("INVALID_PARAMS"))
                .body("details.violations.param", hasItems("projectName", "image", "imag", "environment"))
                .body("details.violations.find { it.param == 'imag' }.message", containsString("Did you mean image?"))
                .body(
                        "details.violations.find { it.param == 'environment' }.message",
                        is("environment must be one of production, staging."));
    }

    @Test
    void theCorrelationIdIsTakenOverAndReturned() {
        Doors.as(MEMBER)
                .header("X-Correlation-Id", "my-id.1")
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool")
                .then()
                .header("X-Correlation-Id", "my-id.1")
                .body("correlationId", is("my-id.1"));
        Doors.as(MEMBER)
                .header("X-Correlation-Id", "spoils a log")
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool")
                .then()
                .body("correlationId", notNullValue())
                .header("X-Correlation-Id", not("spoils a log"));
    }

    @Test
    void rateLimitHeadersAreSent() {
        Doors.plain(MEMBER, "slot_list", Map.of())
                .then()
                .header("X-RateLimit-Limit", "100000")
                .header("X-RateLimit-Remaining", notNullValue())
                .header("X-RateLimit-Reset", notNullValue());
    }

    @Test
    void theSameIdempotencyKeyGetsTheSameAnswer() throws Exception {
        String key = UUID.randomUUID().toString();
        Callable<String> call = () -> Doors.as(MEMBER)
                .header("Idempotency-Key", key)
                .body(Doors.body("deploy_project", Map.of("projectName", "shop", "image", "a:1", "version", "slow")))
                .post("/api/tool")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = threads.invokeAll(List.of(call, call, call));
            String first = all.get(0).get();
            for (Future<String> one : all) {
                assertEquals(first, one.get());
            }
            assertEquals(first, call.call());
        }
        Doors.as(MEMBER)
                .header("Idempotency-Key", key)
                .body(Doors.body("deploy_project", DEPLOY))
                .post("/api/tool")
                .then()
                .statusCode(409)
                .body("code", is("IDEMPOTENCY_MISMATCH"));
        long runs = StreamSupport.stream(Doors.seen().spliterator(), false)
                .filter(seen -> seen.asText().contains("/run ") && seen.asText().contains(key))
                .count();
        assertEquals(1, runs);
        Doors.as(MEMBER)
                .header("Idempotency-Key", "k".repeat(201))
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool")
                .then()
                .statusCode(400)
                .body("code", is("INVALID_REQUEST"));
    }

    @Test
    void theSameCallMakesOneKeyAndTellsItsTextOnce() {
        Map<String, Object> ci = Map.of("name", "ci", "role", "viewer", "idempotencyKey", "key-" + UUID.randomUUID());
        Response made = Doors.plain(MEMBER, "token_create", ci);
        made.then().statusCode(200).body("key", startsWith("codeb_"));
        Doors.plain(MEMBER, "token_create", ci)
                .then()
                .statusCode(200)
                .body("tokenId", is(made.<String>path("tokenId")))
                .body("key", nullValue());
        Map<String, Object> deploy =
                Map.of("projectName", "shop", "image", "a:1", "idempotencyKey", "both-" + UUID.randomUUID());
        Doors.plain(MEMBER, "deploy_project", deploy).then().statusCode(200);
        Doors.plain(
                        MEMBER,
                        "token_create",
                        Map.of("name", "x", "role", "viewer", "idempotencyKey", deploy.get("idempotencyKey")))
                .then()
                .statusCode(409)
                .body("code", is("IDEMPOTENCY_MISMATCH"));
    }

    @Test
    void respondAsyncAnswersAtOnceAndTheOperationTellsTheRest() throws Exception {
        Response accepted = Doors.as(MEMBER)
                .header("Prefer", "respond-async")
                .body(Doors.body("deploy_project", Map.of("projectName", "shop", "image", "a:1", "version", "slow")))
                .post("/api/tool");
        accepted.then().statusCode(202).body("success", is(true)).body("operationId", notNullValue());
        String place = accepted.header("Location");
        assertEquals("/api/operations/" + accepted.path("operationId"), place);
        Doors.as(MEMBER)
                .get(place)
                .then()
                .statusCode(200)
                .body("answer", nullValue())
                .body("state", notNullValue());
        Doors.as(Keys.text("theirs", Role.OWNER))
                .get(place)
                .then()
                .statusCode(404)
                .body("code", is("OPERATION_NOT_FOUND"));
        Thread.sleep(1000);
        Doors.as(MEMBER)
                .get(place)
                .then()
                .body("state", is("succeeded"))
                .body("answer.success", is(true))
                .body("answer.slot", is("green"))
                .body("answer.operationId", equalTo(accepted.path("operationId")));
    }

    @Test
    void anUnknownOperationIsNotFound() {
        Doors.as(MEMBER).get("/api/operations/op_none").then().statusCode(404).body("code", is("OPERATION_NOT_FOUND"));
        Doors.as(MEMBER).get("/api/operations/%2e%2e%2f").then().statusCode(404);
    }

    @Test
    void operationsAreListedNewestFirst() {
        String id = Doors.plain(MEMBER, "slot_promote", Map.of("projectName", "shop"))
                .path("operationId");
        Doors.as(MEMBER)
                .get("/api/operations?project=shop&environment=production&limit=500")
                .then()
                .statusCode(200)
                .body("operations.id", hasItems(id))
                .body("operations.find { it.id == '%s' }.outcome".formatted(id), is("succeeded"));
        Doors.as(Keys.text("theirs", Role.OWNER)).get("/api/operations").then().body("operations.size()", is(0));
        Doors.as(MEMBER).get("/api/operations?limit=0").then().statusCode(400).body("code", is("INVALID_REQUEST"));
        Doors.as(MEMBER)
                .get("/api/operations?environment=x")
                .then()
                .statusCode(400)
                .body("code", is("INVALID_REQUEST"));
    }

    @Test
    void stepsAreStreamed() {
        String stream = Doors.as(MEMBER)
                .accept("text/event-stream")
                .body(Doors.body("deploy_project", Map.of("projectName", "shop", "image", "a:1", "version", "slow")))
                .post("/api/tool")
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();
        assertTrue(stream.contains("event: step\ndata: {\"name\":\"select_slot\",\"status\":\"running\""), stream);
        assertTrue(
                stream.contains("event: step\ndata: {\"name\":\"pull_image\",\"status\":\"success\",\"duration\":850}"),
                stream);
        String[] events = stream.strip().split("\n\n");
        assertTrue(events[events.length - 1].startsWith("event: result\ndata: {\"success\":true"), stream);
        Doors.as(MEMBER)
                .accept("text/event-stream")
                .body(Doors.body("deploy_project", Map.of()))
                .post("/api/tool")
                .then()
                .statusCode(400)
                .body("code", is("INVALID_PARAMS"));
    }

    @Test
    void aReaderThatLeavesLosesNothing() throws Exception {
        String id;
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            String body =
                    Doors.body("deploy_project", Map.of("projectName", "shop", "image", "left:1", "version", "slow"));
            socket.getOutputStream()
                    .write(("POST /api/tool HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                                    + "X-API-Key: " + MEMBER + "\r\nX-Correlation-Id: left\r\nContent-Length: "
                                    + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            byte[] some = new byte[4096];
            assertTrue(socket.getInputStream().read(some) > 0);
            id = Doors.as(MEMBER).get("/api/operations?project=shop&limit=1").path("operations[0].id");
        }
        Thread.sleep(1000);
        Doors.as(MEMBER)
                .get("/api/operations/" + id)
                .then()
                .body("state", is("succeeded"))
                .body("answer.correlationId", is("left"));
    }

    @Test
    void neighboursThatAreKilledAndComeBackAreWaitedFor() {
        Doors.plain(MEMBER, "deploy_project", Map.of("projectName", "flaky", "image", "a:1"))
                .then()
                .statusCode(200)
                .body("slot", is("green"));
        Doors.plain(MEMBER, "slot_promote", Map.of("projectName", "flaky"))
                .then()
                .statusCode(200)
                .body("toSlot", is("green"));
    }

    @Test
    void theCatalogueIsOpen() {
        given().get("/api")
                .then()
                .statusCode(200)
                .body("name", is("CodeB"))
                .body("tools.name", hasItems("workflow_init", "deploy_project", "health_check"))
                .body("tools.find { it.name == 'deploy_project' }.inputSchema.additionalProperties", is(false))
                .body(
                        "tools.find { it.name == 'deploy_project' }.inputSchema.required",
                        hasItems("projectName", "image"));
    }

    @Test
    void healthIsOpen() {
        given().get("/health")
                .then()
                .statusCode(200)
                .body("parts.registry.status", is("up"))
                .body("parts.deployer.status", is("up"));
    }

    @Test
    void nowhereIsNotFoundInOurForm() {
        given().get("/nowhere")
                .then()
                .statusCode(404)
                .body("success", is(false))
                .body("code", is("INVALID_REQUEST"));
        Doors.as(MEMBER).get("/api/nowhere").then().statusCode(404).body("success", is(false));
        Doors.as(MEMBER)
                .get("/api/tool")
                .then()
                .statusCode(405)
                .body("success", is(false))
                .body("error", containsString("does not take GET"));
    }

    @Test
    void aProjectOfAnotherTeamLooksLikeNone() {
        String foreign = Doors.plain(MEMBER, "slot_status", Map.of("projectName", "foreign"))
                .path("error");
        String missing = Doors.plain(MEMBER, "slot_status", Map.of("projectName", "missing"))
                .path("error");
        assertEquals(missing.replace("missing", "foreign"), foreign);
        assertNotEquals(null, foreign);
    }

    @Test
    void slotStatusShowsTheFileAndTheContainers() {
        Doors.plain(MEMBER, "slot_status", Map.of("projectName", "shop"))
                .then()
                .body("unknownToCodeB", is("kept"))
                .body("green.state", is("active"))
                .body("containers.green.status", is("running"));
        Doors.plain(MEMBER, "slot_status", Map.of("projectName", "blank"))
                .then()
                .statusCode(200)
                .body("containersError", is("Docker on the App Server does not answer."));
    }

    @Test
    void envGetTellsThatADeployIsDue() {
        Doors.plain(MEMBER, "env_get", Map.of("projectName", "shop"))
                .then()
                .body("variables.SECRET", is("***"))
                .body("pendingDeploy", is(true))
                .body("backups", hasItems(".env.1"));
        Doors.plain(MEMBER, "env_get", Map.of("projectName", "blank")).then().body("pendingDeploy", is(false));
        Doors.plain(Keys.ours(Role.ADMIN), "env_get", Map.of("projectName", "shop", "reveal", true))
                .then()
                .body("variables.SECRET", is("postgresql://u:open-sesame@h/db"));
    }

    @Test
    void healthCheckAlwaysAnswers() {
        Doors.plain(MEMBER, "health_check", Map.of())
                .then()
                .statusCode(200)
                .body("healthy", is(false))
                .body("parts.gateway.status", is("up"))
                .body("hosts.app.docker.latency", is(7))
                .body("hosts.app.ssh.warning", is("/ is 93% full: 2048 MiB are left."))
                .body("hosts.storage.postgres.error", is("Nobody listens on port 5432."));
    }

    @Test
    void initAnswersWithAWorkflow() {
        Doors.plain(MEMBER, "workflow_init", Map.of("projectName", "brandnew"))
                .then()
                .statusCode(200)
                .body("created", is(true))
                .body("steps.name", hasItems("select_slot"))
                .body("workflow", containsString("PROJECT: \"brandnew\""))
                .body("database.url", is("postgresql://u:***@h/db"));
    }

    @Test
    void secretsGoToTheExecutorAndNowhereElse() {
        Doors.plain(MEMBER, "env_sync", Map.of("projectName", "shop", "envContent", "A=very-secret-1"))
                .then()
                .statusCode(200);
        for (var seen : Doors.seen()) {
            String text = seen.asText();
            if (text.contains("very-secret-1")) {
                assertTrue(text.startsWith("/provisioner/operations/"), text);
                assertTrue(text.contains("\"secret\":{\"envContent\":\"A=very-secret-1\"}"), text);
                assertEquals(text.indexOf("very-secret-1"), text.lastIndexOf("very-secret-1"));
            }
            assertTrue(!text.contains(MEMBER), "the key itself went on: " + text);
        }
    }

    @Test
    void ofSettingsOnlyThoseThatAreGivenAreChanged() {
        Doors.plain(MEMBER, "project_update", Map.of("projectName", "shop", "memory", 768, "graceHours", 24))
                .then()
                .statusCode(200)
                .body("changed.memory.to", is("1g"))
                .body("takesEffect", is("next deploy"));
        assertTrue(
                written("\"768m\"")
                        .contains("\"params\":{\"projectName\":\"shop\",\"environment\":\"production\","
                                + "\"memory\":\"768m\",\"graceHours\":24}"),
                written("\"768m\""));
    }

    @Test
    void aSettingOfWhatExistsThatIsNotGivenStaysAsItIs() {
        Doors.plain(MEMBER, "workflow_init", Map.of("projectName", "shop", "cpus", "1.0"))
                .then()
                .statusCode(200);
        String written = written("\"cpus\":\"1\"");
        assertTrue(written.contains("\"database\":false,\"redis\":false"), written);
    }

    @Test
    void aSettingOfWhatExistsThatDiffersIsRefused() {
        Doors.plain(MEMBER, "workflow_init", Map.of("projectName", "shop", "containerPort", 8080, "memory", "1g"))
                .then()
                .statusCode(409)
                .body("code", is("SETTINGS_DIFFER"))
                .body("details.param", is("containerPort"))
                .body("details.is", is("3000"))
                .body("details.given", is("8080"))
                .body("error", containsString("project_update"))
                .body("operationId", nullValue());
        Doors.plain(MEMBER, "workflow_init", Map.of("projectName", "shop", "domain", "other.example.com"))
                .then()
                .statusCode(409)
                .body("details.param", is("domain"))
                .body("error", containsString("domain_setup"));
    }

    /** The one operation that was written down with this word in it. */
    private static String written(String word) {
        return StreamSupport.stream(Doors.seen().spliterator(), false)
                .map(JsonNode::asText)
                .filter(text ->
                        text.startsWith("/registry/operations ") && text.contains(word) && text.contains("\"shop\""))
                .reduce((one, later) -> later)
                .orElseThrow();
    }

    @Test
    void everyDefaultIsWrittenDown() {
        Doors.plain(MEMBER, "workflow_init", Map.of("projectName", "defaults", "cpus", 0.50))
                .then()
                .statusCode(200);
        String written = StreamSupport.stream(Doors.seen().spliterator(), false)
                .map(JsonNode::asText)
                .filter(text -> text.startsWith("/registry/operations ") && text.contains("\"defaults\""))
                .findFirst()
                .orElseThrow();
        assertTrue(
                written.contains("\"params\":{\"projectName\":\"defaults\",\"type\":\"nextjs\",\"database\":true,"
                        + "\"redis\":true,\"environment\":\"production\",\"containerPort\":3000,\"healthPath\":\"/health\","
                        + "\"memory\":\"512m\",\"cpus\":\"0.5\",\"deployType\":\"api\"}"),
                written);
        assertTrue(written.contains("\"kind\":\"init\"") && written.contains("\"by\":\"key_ours_member\""), written);
    }
}
