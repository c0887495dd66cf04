package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that must be refused: the right status, the right code, a sentence that helps, and nothing done. */
@ExtendWith(Projects.class)
class ErrorsE2E {

    private static final Codeb OWNER = Codeb.owner();
    private static Project shop;

    @BeforeAll
    static void initialiseAShop() {
        shop = Project.fresh();
        shop.init().call().ok();
    }

    static Stream<Arguments> wrongCalls() {
        return Stream.of(
                wrong(400, "INVALID_PARAMS", "projectName", "workflow_init", "projectName", "My_App"),
                wrong(400, "INVALID_PARAMS", "projectName", "workflow_init", "projectName", "a--b"),
                wrong(400, "INVALID_PARAMS", "projectName", "workflow_init", "projectName", "9lives"),
                wrong(400, "INVALID_PARAMS", "projectName", "workflow_init", "projectName", "a".repeat(51)),
                wrong(400, "INVALID_PARAMS", "projectName", "workflow_init", "projectName", "x; rm -rf /"),
                wrong(400, "INVALID_PARAMS", "projectName", "workflow_init"),
                wrong(400, "INVALID_PARAMS", "projectName", "workflow_init", "projectName", 7),
                wrong(400, "INVALID_PARAMS", "type", "workflow_init", "projectName", "fine", "type", "cobol"),
                wrong(400, "INVALID_PARAMS", "memory", "workflow_init", "projectName", "fine", "memory", "lots"),
                wrong(
                        400,
                        "INVALID_PARAMS",
                        "containerPort",
                        "workflow_init",
                        "projectName",
                        "fine",
                        "containerPort",
                        0),
                wrong(400, "INVALID_PARAMS", "projektName", "slot_status", "projektName", "fine"),
                wrong(400, "INVALID_PARAMS", "colour", "slot_status", "projectName", "fine", "colour", "red"),
                wrong(
                        400,
                        "INVALID_PARAMS",
                        "environment",
                        "slot_status",
                        "projectName",
                        "fine",
                        "environment",
                        "test"),
                wrong(400, "INVALID_PARAMS", "image", "deploy_project", "projectName", "fine", "image", "not an image"),
                wrong(
                        400,
                        "INVALID_PARAMS",
                        "image",
                        "deploy_project",
                        "projectName",
                        "fine",
                        "image",
                        "repo/UPPER:v1"),
                wrong(400, "INVALID_PARAMS", "lines", "logs", "projectName", "fine", "lines", 5001),
                wrong(
                        400,
                        "INVALID_PARAMS",
                        "projectName",
                        "workflow_init",
                        "projectName",
                        "a".repeat(50),
                        "environment",
                        "staging"),
                wrong(409, "NAME_RESERVED", "api", "workflow_init", "projectName", "api"),
                wrong(409, "NAME_RESERVED", "default", "workflow_init", "projectName", "default"),
                wrong(409, "NAME_RESERVED", "shop-blue", "workflow_init", "projectName", "shop-blue"),
                wrong(409, "NAME_RESERVED", "shop-staging", "workflow_init", "projectName", "shop-staging"),
                wrong(404, "PROJECT_NOT_FOUND", "nobody", "slot_status", "projectName", "nobody"),
                wrong(404, "PROJECT_NOT_FOUND", "nobody", "slot_promote", "projectName", "nobody"),
                wrong(404, "PROJECT_NOT_FOUND", "nobody", "env_sync", "projectName", "nobody", "envContent", "A=1"),
                wrong(404, "UNKNOWN_TOOL", "make_coffee", "make_coffee"));
    }

    private static Arguments wrong(int status, String code, String named, String tool, Object... params) {
        return Arguments.of(status, code, named, tool, params);
    }

    @ParameterizedTest
    @MethodSource("wrongCalls")
    void aWrongCallIsRefusedAndSaysWhatIsWrong(int status, String code, String named, String tool, Object[] params) {
        Answer answer = OWNER.call(tool, params).refused(status, code);
        assertTrue(answer.body().toString().contains(named), () -> "it does not name " + named + ": " + answer);
        if (code.equals("INVALID_PARAMS")) {
            List<String> violated = answer.at("/details/violations")
                    .valueStream()
                    .map(violation -> violation.path("param").asText())
                    .toList();
            assertTrue(violated.contains(named), () -> "no violation of " + named + ": " + answer);
            assertFalse(answer.text("/details/violations/0/message").isBlank(), answer::toString);
        }
        assertFalse(answer.text("/correlationId").isBlank(), answer::toString);
        assertTellsNothingOfItsInside(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "not json", "[]", "{}", "{\"tool\": 7}", "{\"tool\":\"slot_list\",\"params\":[]}", "null"})
    void aBodyThatIsNoCallIsRefused(String body) {
        assertTellsNothingOfItsInside(OWNER.post(body).refused(400, "INVALID_REQUEST"));
    }

    @Test
    void aBodyOverOneMebibyteIsRefused() {
        Answer answer =
                OWNER.post("{\"tool\":\"env_sync\",\"params\":{\"envContent\":\"" + "x".repeat(1 << 20) + "\"}}");
        answer.refused(413, "INVALID_REQUEST");
    }

    @Test
    void withoutAKeyAndWithAWrongOneNobodyGetsIn() {
        Codeb.with(null).call("slot_list").refused(401, "UNAUTHENTICATED");
        Codeb.with("nonsense").call("slot_list").refused(401, "UNAUTHENTICATED");
        Codeb.with("codeb_team_owner_" + "a".repeat(40)).call("slot_list").refused(401, "UNAUTHENTICATED");
        Codeb.with(null).get("/api/operations/op_1").refused(401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, workflow_init, member", "viewer, env_sync, member", "viewer, deploy_project, member",
        "viewer, slot_promote, member", "viewer, rollback, member", "viewer, slot_cleanup, admin",
        "member, slot_cleanup, admin",
    })
    void aRoleThatIsTooLowIsToldTheRoleItNeeds(String role, String tool, String needed) {
        Object[] params = switch (tool) {
            case "env_sync" -> new Object[] {"projectName", shop.name(), "envContent", "A=1"};
            case "deploy_project" -> new Object[] {"projectName", shop.name(), "image", Sandbox.image("ok:v1")};
            default -> new Object[] {"projectName", shop.name()};
        };
        Answer answer = Codeb.as(role).call(tool, params).refused(403, "FORBIDDEN");
        assertTrue(answer.error().contains(needed), answer::toString);
    }

    @Test
    void theStoredRoleCountsNotTheOneWrittenInTheKey() {
        String viewer = OWNER.call("token_create", "name", "forger", "role", "viewer")
                .ok()
                .text("/key");
        Codeb.with(viewer).call("slot_list").ok();
        Codeb.with(viewer.replace("_viewer_", "_owner_")).call("slot_list").refused(401, "UNAUTHENTICATED");
    }

    @Test
    void aRevokedKeyStopsWorkingWithin5Seconds() {
        Answer made = OWNER.call("token_create", "name", "short lived", "role", "viewer")
                .ok();
        Codeb client = Codeb.with(made.text("/key"));
        client.call("slot_list").ok();
        OWNER.call("token_revoke", "tokenId", made.text("/tokenId")).ok();
        Wait.seconds(5);
        client.call("slot_list").refused(401, "UNAUTHENTICATED");
    }

    @Test
    void theSameKeyWithTheSameBodyRunsOnce() {
        Project fresh = Project.fresh();
        String key = "once-" + fresh.name();
        List<CompletableFuture<Answer>> atOnce = Stream.generate(
                        () -> fresh.init().idempotent(key).later())
                .limit(4)
                .toList();
        List<String> operations = atOnce.stream()
                .map(call -> call.join().ok().operationId())
                .distinct()
                .toList();
        assertEquals(1, operations.size(), "operations for one key");
        Answer later = fresh.init().idempotent(key).call().ok();
        assertEquals(operations.getFirst(), later.operationId());
        assertTrue(later.at("/created").asBoolean(), () -> "the same answer again: " + later);
        fresh.init("memory", "256m").idempotent(key).call().refused(409, "IDEMPOTENCY_MISMATCH");
    }

    @Test
    void anAsynchronousCallAnswers202AndItsAnswerIsFetchedLater() {
        String id = shop.deploy("ok:v1").start();
        Answer end = Crash.ended(id);
        assertEquals("succeeded", end.text("/state"), end::toString);
        JsonNode answer = end.at("/answer");
        assertTrue(answer.path("success").asBoolean(), end::toString);
        assertEquals("v1", answer.path("version").asText(), end::toString);
        OWNER.operation("op_unknown").refused(404, "OPERATION_NOT_FOUND");
    }

    @Test
    void aStreamTellsEachStepAndEndsWithTheAnswer() {
        List<String> lines = shop.deploy("ok:v2").stream().toList();
        List<String> events = lines.stream()
                .filter(line -> line.startsWith("event:"))
                .map(line -> line.substring(6).strip())
                .toList();
        List<JsonNode> data = lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> Text.json(line.substring(5)))
                .toList();
        assertEquals("result", events.getLast());
        assertEquals(events.size() - 1, events.stream().filter("step"::equals).count());
        assertTrue(data.getLast().path("success").asBoolean(), data.getLast()::toString);
        assertEquals("v2", data.getLast().path("version").asText());
        assertTrue(
                data.stream()
                        .anyMatch(step -> step.path("name").asText().equals("health_check")
                                && step.path("status").asText().equals("running")),
                () -> "no running health check in " + data);
    }

    @Test
    void ofTwoDeploysAtOnceOneRunsAndTheOtherIsToldByWhom() {
        CompletableFuture<Answer> one = shop.deploy("slow:v1").later();
        CompletableFuture<Answer> two = shop.deploy("slow:v1").later();
        List<Answer> answers = List.of(one.join(), two.join());
        assertEquals(1, answers.stream().filter(Answer::succeeded).count(), answers::toString);
        Answer refused = answers.stream()
                .filter(answer -> !answer.succeeded())
                .findFirst()
                .orElseThrow();
        refused.refused(409, "OPERATION_IN_PROGRESS");
        assertEquals("deploy", refused.text("/details/kind"));
        assertTrue(refused.text("/details/holder").startsWith("key_"), refused::toString);
        assertFalse(refused.text("/details/since").isBlank(), refused::toString);
        Answer winner = answers.stream().filter(Answer::succeeded).findFirst().orElseThrow();
        assertEquals(winner.operationId(), refused.text("/details/operationId"));
    }

    @Test
    void anUnreachableHostIsNamed() {
        Sandbox.stop("sshd");
        try {
            Answer answer = shop.deploy("ok:v1").call().refused(503, "HOST_UNREACHABLE");
            assertTrue(answer.error().length() > 20, answer::toString);
        } finally {
            Sandbox.start("sshd");
        }
        shop.deploy("ok:v1").call().ok();
        Agreement.check(shop);
    }

    @Test
    void aServiceThatIsAwayIsNamedAndTheNextCallWorks() {
        Sandbox.stop("deployer");
        try {
            shop.deploy("ok:v1").call().refused(503, "SERVICE_UNAVAILABLE");
            assertEquals(503, Codeb.with(null).get("/health").status());
        } finally {
            Sandbox.start("deployer");
        }
        shop.deploy("ok:v1").call().ok();
    }

    @Test
    void tooManyCallsAreToldWhenToComeBack() {
        Codeb busy = Codeb.as("viewer");
        int limit = Integer.parseInt(
                busy.call("slot_list").headers().firstValue("X-RateLimit-Limit").orElse("0"));
        assertTrue(limit > 0, "no X-RateLimit-Limit");
        Answer answer = null;
        for (int i = 0; i <= 2 * limit && (answer == null || answer.status() != 429); i++) {
            answer = Codeb.sendOnce(busy.toolRequest("{\"tool\":\"nothing\"}"));
        }
        answer.refused(429, "RATE_LIMITED");
        assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) > 0, answer.headers()::toString);
        shop.tool("slot_status").call().ok();
    }

    @Test
    void thePrivateServicesRefuseACallWithoutTheirCredential() {
        for (Map.Entry<String, String> service : Map.of(
                        "registry", "/slots", "provisioner", "/hosts/health", "deployer", "/hosts/health")
                .entrySet()) {
            String status = Shell.sh(
                            "curl -s -o /dev/null -w '%{http_code}' \"$(sed -n \"s/^codeb.$1.url=//p\" \"$CODEB_SETTINGS\")$2\"",
                            service.getKey(), service.getValue())
                    .text();
            assertEquals("401", status, service.getKey());
        }
    }

    private static void assertTellsNothingOfItsInside(Answer answer) {
        String text = answer.body().toString();
        assertFalse(text.contains("kr.codeb") || text.contains("Exception") || text.contains(".java"), text);
    }
}
