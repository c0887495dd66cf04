package kr.codeb.registry;

import static io.restassured.RestAssured.given;
import static kr.codeb.registry.Calls.call;
import static kr.codeb.registry.Calls.create;
import static kr.codeb.registry.Calls.end;
import static kr.codeb.registry.Calls.hold;
import static kr.codeb.registry.Calls.id;
import static kr.codeb.registry.Calls.take;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The whole service over HTTP, on a temporary directory. */
@QuarkusTest
@QuarkusTestResource(TestRoot.class)
class RegistryServiceTest {

    @Test
    void strangersAreTurnedAway() {
        given().get("/projects").then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void theWholeLifeOfAnOperation() throws Exception {
        String id = create("init", "life", null)
                .statusCode(201)
                .body(
                        "state",
                        equalTo("pending"),
                        "revision",
                        equalTo(1),
                        "fence",
                        equalTo(0),
                        "id",
                        matchesPattern("op_[0-9a-z]{26}"))
                .extract()
                .path("id");
        int fence = take(id, "provisioner", "i1")
                .statusCode(200)
                .body("state", equalTo("running"), "holder", equalTo("provisioner/i1"))
                .extract()
                .path("fence");
        String hold = id + ":" + fence;
        call(hold).get("/holds/check").then().statusCode(204);
        call(hold)
                .body(Map.of("service", "provisioner", "instance", "i1"))
                .post("/operations/" + id + "/renew")
                .then()
                .statusCode(204);
        assertEquals(fence + "\n", Files.readString(TestRoot.registry().resolve("fences/life-production")));
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcome = pool.submit(() -> call().get("/operations/" + id + "?after=2&decided=true&wait=20000")
                    .then()
                    .extract()
                    .<String>path("state"));
            var waiter = pool.submit(() -> call().get("/operations/" + id + "?after=2&wait=20000")
                    .then()
                    .extract()
                    .path("revision"));
            call(hold)
                    .body(Map.of(
                            "steps",
                            List.of(Map.of("name", "a", "status", "running", "duration", 1)),
                            "notes",
                            Map.of("n", "v")))
                    .post("/operations/" + id + "/progress")
                    .then()
                    .statusCode(200)
                    .body("steps[0].name", equalTo("a"), "notes.n", equalTo("v"));
            assertEquals(3, waiter.get());
            assertFalse(outcome.isDone());
            for (int time = 0; time < 2; time++) {
                call(hold)
                        .body(Map.of("steps", List.of(), "result", Map.of("slot", "green")))
                        .post("/operations/" + id + "/end")
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("succeeded"), "result.slot", equalTo("green"));
            }
            assertEquals("succeeded", outcome.get());
        }
        assertEquals("0\n", Files.readString(TestRoot.registry().resolve("fences/life-production")));
        call().get("/operations?project=life").then().body("id", equalTo(List.of(id)));
        call(hold).get("/holds/check").then().statusCode(409);
    }

    @Test
    void twoOperationsNeverWorkAtOnce() {
        String second = create("promote", "busy", null).extract().path("id");
        String first = hold("deploy", "deployer", "busy");
        for (var refused : List.of(create("promote", "busy", null), take(second, "deployer", "i1"))) {
            refused.statusCode(409)
                    .body(
                            "code",
                            equalTo("OPERATION_IN_PROGRESS"),
                            "details.kind",
                            equalTo("deploy"),
                            "details.holder",
                            equalTo("key_1"),
                            "details.operationId",
                            equalTo(id(first)),
                            "error",
                            containsString("busy (production)"));
        }
        call().body(Map.of("failure", Map.of("code", "OPERATION_IN_PROGRESS", "error", "No.")))
                .post("/operations/" + second + "/end")
                .then()
                .statusCode(200);
        call().get("/operations?project=busy").then().body("id", equalTo(List.of(id(first))));
        call().get("/operations/" + second).then().body("state", equalTo("failed"));
        call().get("/operations/abandoned?service=deployer&instance=i2").then().body("id", hasItem(id(first)));
        take(id(first), "deployer", "i2").statusCode(200);
        call(first)
                .body("{}")
                .post("/operations/" + id(first) + "/progress")
                .then()
                .statusCode(409);
        call().get("/operations/abandoned?service=provisioner&instance=p1")
                .then()
                .body("id", not(hasItem(id(first))));
    }

    @Test
    void theSameCallIsOneOperation() {
        var call = Map.of("key", "k1", "hash", "h1");
        String id = create("init", "same", call).statusCode(201).extract().path("id");
        create("init", "same", call).statusCode(200).body("id", equalTo(id));
        create("init", "same", Map.of("key", "k1", "hash", "h2"))
                .statusCode(409)
                .body("code", equalTo("IDEMPOTENCY_MISMATCH"));
    }

    @Test
    void aProjectFromItsInitToItsRollback() {
        String init = hold("init", "provisioner", "shop");
        int blue = call(init)
                .body(Map.of("taken", List.of(4100)))
                .post("/projects/shop/production/ports")
                .then()
                .statusCode(200)
                .body("made", equalTo(true))
                .extract()
                .path("value.blue");
        var ports = Map.of("blue", blue, "green", blue + 1);
        int number = call(init)
                .body(Map.of("databases", 16))
                .post("/redis-numbers/shop/production")
                .then()
                .statusCode(200)
                .extract()
                .path("value");
        call(init)
                .body(Map.of("databases", 16))
                .post("/redis-numbers/shop/production")
                .then()
                .body("value", equalTo(number), "made", equalTo(true));
        call(init)
                .body(Map.of("teamId", "team_a", "ports", ports))
                .put("/slots/shop/production")
                .then()
                .body("value.activeSlot", equalTo("blue"));
        call(init)
                .body(Map.of(
                        "teamId",
                        "team_a",
                        "type",
                        "nextjs",
                        "createdBy",
                        "key_1",
                        "settings",
                        Map.of("ports", ports, "redis", Map.of("db", number), "domain", "shop.codeb.kr")))
                .put("/projects/shop/production")
                .then()
                .statusCode(200)
                .body("made", equalTo(true), "value.environments.production.domain", equalTo("shop.codeb.kr"));
        end(init);
        call().get("/projects/shop")
                .then()
                .body("teamId", equalTo("team_a"), "environments.production.ports.blue", equalTo(blue));
        call().get("/projects?teamId=team_b").then().body("", hasSize(0));
        call().get("/slots?teamId=team_a").then().body("projectName", hasItem("shop"));

        deployAndPromote("v1", "green").body("green.state", equalTo("active"), "blue.state", equalTo("empty"));
        deployAndPromote("v2", "blue").body("blue.state", equalTo("active"), "green.state", equalTo("grace"));
        String rollback = hold("rollback", "deployer", "shop");
        for (int time = 0; time < 2; time++) {
            event(rollback, Map.of("event", "rolledBack"))
                    .statusCode(200)
                    .body(
                            "green.state",
                            equalTo("active"),
                            "blue.state",
                            equalTo("deployed"),
                            "activeSlot",
                            equalTo("green"),
                            "green.graceExpiresAt",
                            nullValue());
        }
        end(rollback);
        String next = hold("rollback", "deployer", "shop");
        event(next, Map.of("event", "rolledBack")).statusCode(409).body("code", equalTo("NO_GRACE_SLOT"));
        end(next);
    }

    private static ValidatableResponse deployAndPromote(String version, String slot) {
        String deploy = hold("deploy", "deployer", "shop");
        event(
                        deploy,
                        Map.of(
                                "event",
                                "deployed",
                                "slot",
                                slot,
                                "version",
                                version,
                                "image",
                                "i:" + version,
                                "digest",
                                "sha256:1",
                                "envVersion",
                                "e",
                                "by",
                                "key_1",
                                "operationId",
                                id(deploy)))
                .statusCode(200);
        end(deploy);
        String promote = hold("promote", "deployer", "shop");
        var answer = event(promote, Map.of("event", "promoted", "slot", slot)).statusCode(200);
        end(promote);
        return answer;
    }

    private static ValidatableResponse event(String hold, Map<String, String> event) {
        return call(hold).body(event).post("/slots/shop/production/events").then();
    }

    @Test
    void withoutALiveHoldNothingChanges() {
        call().body("{}").post("/projects/none/production/ports").then().statusCode(400);
        call("op_x:1").body("{}").post("/projects/none/production/ports").then().statusCode(404);
        String hold = hold("init", "provisioner", "one");
        call(hold).body("{}").post("/projects/two/production/ports").then().statusCode(409);
        call(hold).body("{}").post("/projects/one/staging/ports").then().statusCode(409);
        call().get("/projects/..%2f..%2fetc").then().statusCode(404);
        call().get("/slots/nosuch/production").then().statusCode(404).body("code", equalTo("PROJECT_NOT_FOUND"));
    }

    @Test
    void keysAreToldOnceAndStoredAsHashes() throws Exception {
        String key = call().body(Map.of(
                        "teamId", "team_a", "role", "member", "name", "ci", "createdBy", "key_1", "expiresInDays", 1))
                .post("/keys")
                .then()
                .statusCode(200)
                .body(
                        "key",
                        matchesPattern("codeb_team_a_member_[0-9A-Za-z]{32}"),
                        "about.expiresAt",
                        matchesPattern(".*Z"))
                .extract()
                .path("key");
        String id = verify(key)
                .statusCode(200)
                .body("role", equalTo("member"), "teamId", equalTo("team_a"))
                .extract()
                .path("id");
        verify(key + "x").statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        assertFalse(
                Files.readString(TestRoot.registry().resolve("keys.json")).contains(key.substring(key.length() - 32)));
        call().get("/keys?teamId=team_a").then().body("id", hasItem(id), "hash", not(hasItem(matchesPattern(".+"))));
        call().delete("/keys/" + id + "?teamId=team_b").then().statusCode(404).body("code", equalTo("TOKEN_NOT_FOUND"));
        call().delete("/keys/" + id + "?teamId=team_a")
                .then()
                .statusCode(200)
                .body("key.revokedAt", matchesPattern(".*Z"));
        verify(key).statusCode(401);
        call().body(Map.of("teamId", "team_a", "name", "first"))
                .post("/keys/owner")
                .then()
                .statusCode(200);
        call().body(Map.of("teamId", "team_a", "name", "second"))
                .post("/keys/owner")
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
    }

    private static ValidatableResponse verify(String key) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        return call().body(Map.of("hash", HexFormat.of().formatHex(hash)))
                .post("/keys/verify")
                .then();
    }

    @Test
    void anExpiredGraceIsRefusedAndADamagedSlotFileIsRestored() throws Exception {
        Path file = TestRoot.registry().resolve("slots/late-production.json");
        Files.writeString(
                file,
                "{\"projectName\":\"late\",\"teamId\":\"team_a\",\"environment\":\"production\",\"activeSlot\":\"blue\","
                        + "\"blue\":{\"state\":\"active\",\"port\":4198},\"green\":{\"state\":\"grace\",\"port\":4199,\"graceExpiresAt\":\""
                        + Instant.now().minusSeconds(1) + "\"},\"옛\":1}");
        String hold = hold("rollback", "deployer", "late");
        call(hold)
                .body(Map.of("event", "rolledBack"))
                .post("/slots/late/production/events")
                .then()
                .statusCode(409)
                .body("code", equalTo("GRACE_EXPIRED"));
        call(hold)
                .body(Map.of("event", "emptied", "slot", "green", "reason", "EXPIRED"))
                .post("/slots/late/production/events")
                .then()
                .statusCode(200)
                .body("green.state", equalTo("empty"));
        call().get("/slots/late/production/status").then().body("file.'옛'", equalTo(1));
        Files.writeString(file, "{");
        call().get("/slots/late/production")
                .then()
                .statusCode(503)
                .body("code", equalTo("REGISTRY_CORRUPT"), "error", containsString("POST /files/restore"));
        given().get("/q/health/ready").then().statusCode(503);
        call().get("/slots").then().statusCode(200);
        call().body(Map.of("file", "../x")).post("/files/restore").then().statusCode(400);
        call().body(Map.of("file", "slots/late-production.json"))
                .post("/files/restore")
                .then()
                .statusCode(200);
        call().get("/slots/late/production").then().statusCode(200).body("green.state", equalTo("empty"));
        given().get("/q/health/ready").then().statusCode(200);
    }
}
