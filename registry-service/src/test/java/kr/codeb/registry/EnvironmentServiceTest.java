package kr.codeb.registry;

import static kr.codeb.registry.Calls.call;
import static kr.codeb.registry.Calls.end;
import static kr.codeb.registry.Calls.hold;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import kr.codeb.registry.store.Json;
import org.junit.jupiter.api.Test;

/** What happens to an environment between its init and its removal. */
@QuarkusTest
@QuarkusTestResource(TestRoot.class)
class EnvironmentServiceTest {

    private record Made(int blue, int redis) {}

    private static Made make(String project, String environment, String domain) {
        String init = hold("init", "provisioner", project, environment);
        String path = "/" + project + "/" + environment;
        int blue = call(init)
                .body("{}")
                .post("/projects" + path + "/ports")
                .then()
                .extract()
                .path("value.blue");
        int redis = call(init)
                .body(Map.of("databases", 64))
                .post("/redis-numbers" + path)
                .then()
                .extract()
                .path("value");
        var ports = Map.of("blue", blue, "green", blue + 1);
        call(init)
                .body(Map.of("teamId", "team_a", "ports", ports))
                .put("/slots" + path)
                .then()
                .statusCode(200);
        enter(init, path, Map.of("ports", ports, "redis", Map.of("db", redis), "domain", domain, "memory", "512m"))
                .statusCode(200);
        end(init);
        return new Made(blue, redis);
    }

    private static ValidatableResponse enter(String hold, String path, Map<String, Object> settings) {
        return call(hold)
                .body(Map.of("teamId", "team_a", "type", "nextjs", "createdBy", "key_1", "settings", settings))
                .put("/projects" + path)
                .then();
    }

    private static ValidatableResponse change(String hold, String project, Map<String, Object> settings) {
        return call(hold)
                .body(settings)
                .patch("/projects/" + project + "/production/settings")
                .then();
    }

    private static String ssot() throws IOException {
        return Files.readString(TestRoot.registry().resolve("ssot.json"));
    }

    @Test
    void settingsAreChangedUnderAHoldAndTheAnswerSaysFromWhatToWhat() throws IOException {
        make("tuned", "production", "tuned.codeb.kr");
        String update = hold("env_sync", "provisioner", "tuned");
        for (int time = 0; time < 2; time++) {
            change(update, "tuned", Map.of("memory", "1g", "containerPort", 8080, "graceHours", 48, "type", "go"))
                    .statusCode(200)
                    .body(
                            "changed.memory.from",
                            equalTo("512m"),
                            "changed.memory.to",
                            equalTo("1g"),
                            "changed.containerPort.from",
                            equalTo(3000),
                            "changed.type.to",
                            equalTo("go"),
                            "changed",
                            not(hasKey("graceHours")),
                            "project.environments.production.containerPort",
                            equalTo(8080));
        }
        end(update);
        assertEquals(
                "go", Json.parse(ssot().getBytes()).at("/projects/tuned/type").asText());
        change(update, "tuned", Map.of("memory", "2g")).statusCode(409);
        String other = hold("env_sync", "provisioner", "tuned");
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of("memry", "1g"),
                Map.of("domain", "x.example.com"),
                Map.of("ports", Map.of("blue", 1)),
                Map.of("containerPort", 0),
                Map.of("containerPort", "many"),
                Map.of("graceHours", 0),
                Map.of("memory", List.of(1)))) {
            change(other, "tuned", bad).statusCode(400).body("code", equalTo("INVALID_PARAMS"));
        }
        end(other);
        call().get("/projects/tuned")
                .then()
                .body(
                        "environments.production.memory",
                        equalTo("1g"),
                        "environments.production.domain",
                        equalTo("tuned.codeb.kr"));
    }

    @Test
    void whatInitGivesIsComparedWithWhatIsThere() {
        make("known", "production", "known.codeb.kr");
        String path = "/projects/known/production/settings/differences";
        call().body(Map.of(
                        "projectName",
                        "known",
                        "memory",
                        "512m",
                        "containerPort",
                        3000,
                        "cpus",
                        1,
                        "type",
                        "nextjs",
                        "database",
                        true,
                        "redis",
                        true))
                .post(path)
                .then()
                .statusCode(200)
                .body("", empty());
        call().body(Map.of("memory", "1g", "type", "go", "domain", "other.example.com", "redis", false))
                .post(path)
                .then()
                .body(
                        "",
                        hasSize(4),
                        "find { it.param == 'memory' }.is",
                        equalTo("512m"),
                        "find { it.param == 'memory' }.given",
                        equalTo("1g"));
        call().body(Map.of("memory", "1g"))
                .post(path.replace("known", "unknown"))
                .then()
                .statusCode(200)
                .body("", empty());
    }

    @Test
    void aRemovedEnvironmentLeavesNothingAndItsPortsNumberAndNameAreUsedAgain() throws IOException {
        Made made = make("gone", "production", "gone.codeb.kr");
        make("stays", "production", "stays.codeb.kr");
        String delete = hold("env_sync", "provisioner", "gone");
        call(delete)
                .put("/projects/gone/production/domains/gone.example.com")
                .then()
                .statusCode(200);
        for (int time = 0; time < 2; time++) {
            call(delete)
                    .post("/projects/gone/production/removal")
                    .then()
                    .statusCode(200)
                    .body(
                            "ports.blue",
                            equalTo(made.blue),
                            "redis",
                            equalTo(made.redis),
                            "domains",
                            equalTo(List.of("gone.codeb.kr", "gone.example.com")),
                            "projectRemoved",
                            equalTo(true));
        }
        end(delete);
        call(delete).post("/projects/gone/production/removal").then().statusCode(409);
        call().get("/projects/gone").then().statusCode(404);
        call().get("/slots/gone/production").then().statusCode(404);
        assertFalse(Files.exists(TestRoot.registry().resolve("slots/gone-production.json")));
        assertFalse(ssot().contains("\"gone\""));
        String redis = Files.readString(TestRoot.registry().resolve("redis-db.json"));
        assertFalse(redis.contains("\"gone\""));
        assertTrue(Json.parse(redis.getBytes()).path("nextDb").asInt() > made.redis, redis);
        call().get("/projects/stays").then().statusCode(200);
        assertEquals(made, make("next", "production", "next.codeb.kr"));
        make("gone", "production", "gone.codeb.kr");
    }

    @Test
    void oneEnvironmentIsRemovedAndTheOtherStays() {
        make("both", "production", "both.codeb.kr");
        make("both", "staging", "both-staging.codeb.kr");
        String delete = hold("env_sync", "provisioner", "both", "staging");
        call(delete).post("/projects/both/staging/removal").then().body("projectRemoved", equalTo(false));
        end(delete);
        call().get("/projects/both")
                .then()
                .body("environments.staging", nullValue(), "environments.production.domain", equalTo("both.codeb.kr"));
    }

    @Test
    void aDomainBelongsToOneEnvironment() {
        make("first", "production", "first.codeb.kr");
        make("second", "production", "second.codeb.kr");
        String mine = hold("env_sync", "provisioner", "first");
        for (int time = 0; time < 2; time++) {
            call(mine)
                    .put("/projects/first/production/domains/Shop.Example.com.")
                    .then()
                    .statusCode(200)
                    .body("made", equalTo(true), "value", equalTo(List.of("shop.example.com")));
        }
        call().get("/projects/first/production/domains/shop.example.com").then().statusCode(204);
        String other = hold("env_sync", "provisioner", "second");
        for (String taken : List.of("shop.example.com", "first.codeb.kr")) {
            call(other)
                    .put("/projects/second/production/domains/" + taken)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("DOMAIN_TAKEN"), "error", containsString(taken));
            call().get("/projects/second/production/domains/" + taken).then().statusCode(409);
        }
        enter(other, "/second/staging", Map.of("domain", "shop.example.com")).statusCode(409);
        call(mine)
                .delete("/projects/first/production/domains/first.codeb.kr")
                .then()
                .statusCode(400);
        for (int time = 0; time < 2; time++) {
            call(mine)
                    .delete("/projects/first/production/domains/shop.example.com")
                    .then()
                    .statusCode(200)
                    .body("", empty());
        }
        call(other)
                .put("/projects/second/production/domains/shop.example.com")
                .then()
                .statusCode(200);
        end(mine);
        end(other);
        call().get("/projects/second")
                .then()
                .body("environments.production.domains", equalTo(List.of("shop.example.com")));
    }
}
