package kr.codeb.gateway.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import kr.codeb.gateway.fake.TestIssuer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A workflow's assertion is exchanged for a key, in OAuth's words, and the key works at both doors. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class TokenDoorTest {

    private static final String GRANT = TokenRequest.GRANT;

    @ConfigProperty(name = "codeb.gateway.ci.issuer")
    String issuer;

    private ObjectNode claims() {
        return TestIssuer.claims(issuer, "https://api.codeb.kr");
    }

    private String signed(ObjectNode claims) {
        ObjectNode order = Json.object().put("how", "RS256");
        order.set("claims", claims);
        return given().baseUri(issuer).body(order.toString()).post("/sign").asString();
    }

    private static RequestSpecification form(String assertion) {
        return given().contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("grant_type", GRANT)
                .formParam("assertion", assertion);
    }

    private Response exchange(ObjectNode claims) {
        return form(signed(claims)).post("/api/token");
    }

    @Test
    void theRightRunGetsAKeyThatWorksAtBothDoorsForItsProject() {
        Response made = exchange(claims());
        made.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", is("Bearer"))
                .body("access_token", startsWith("codeb_ours_member_"))
                .body("expires_in", allOf(greaterThan(0), lessThanOrEqualTo(900)))
                .body("scope", containsString("deploy_project slot_promote"))
                .body("project", is("shop"))
                .body("correlationId", notNullValue());
        String key = made.path("access_token");
        given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(Doors.body("slot_status", Map.of("projectName", "shop")))
                .post("/api/tool")
                .then()
                .statusCode(200);
        var client = Doors.mcp(key);
        var status = Doors.structured(Doors.mcp(client, "slot_status", Map.of("projectName", "shop")));
        client.disconnect();
        assertTrue(status.path("success").asBoolean(), status::toString);
        Doors.plain(key, "slot_status", Map.of("projectName", "blank")).then().body("code", is("PROJECT_NOT_FOUND"));
        Doors.plain(key, "project_update", Map.of("projectName", "shop", "memory", "1g"))
                .then()
                .body("code", is("FORBIDDEN"));
        Doors.plain(
                        key,
                        "deploy_project",
                        Map.of("projectName", "shop", "environment", "staging", "image", "ghcr.io/a/b:1"))
                .then()
                .statusCode(403)
                .body("error", containsString("not for staging of shop, only for production"));
    }

    @Test
    void jsonIsTakenTooAndSoIsAProject() {
        Map<String, String> body = Map.of("grant_type", GRANT, "assertion", signed(claims()), "project", "shop");
        given().contentType("application/json")
                .body(body)
                .post("/api/token")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsNotTrustedIsRefusedAsOAuthDoes() {
        exchange(claims().put("repository_id", "1002"))
                .then()
                .statusCode(403)
                .body("error", is("unauthorized_client"))
                .body("code", is("FORBIDDEN"))
                .body("error_description", containsString("1002"));
        exchange(claims().put("exp", 1_000_000_000L))
                .then()
                .statusCode(401)
                .body("error", is("invalid_grant"))
                .body("code", is("UNAUTHENTICATED"))
                .body("error_description", containsString("expired"))
                .body("success", is(false))
                .body("correlationId", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid_request, grant_type is missing",
        "grant_type=password, unsupported_grant_type, one grant_type",
        "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer, invalid_request, assertion is missing",
        "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=, invalid_request, assertion is missing",
        "grant_type=a&grant_type=b, invalid_request, more than once",
        "grant_type=%zz, invalid_request, no form",
        "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=x&environment=live, invalid_request, production or staging",
    })
    void requestsThatAreNoneAreRefused(String body, String error, String sentence) {
        given().contentType("application/x-www-form-urlencoded")
                .body(body)
                .post("/api/token")
                .then()
                .statusCode(400)
                .body("error", is(error))
                .body("error_description", containsString(sentence));
    }

    @Test
    void whateverElseIsSentIsRefused() {
        form("x".repeat(100_000))
                .post("/api/token")
                .then()
                .statusCode(400)
                .body("error_description", containsString("16384"));
        given().contentType("application/json")
                .body("[")
                .post("/api/token")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body("[]")
                .post("/api/token")
                .then()
                .statusCode(400);
        given().contentType("text/plain")
                .body("\u0000\u00ff")
                .post("/api/token")
                .then()
                .statusCode(400);
        given().get("/api/token").then().statusCode(405);
    }

    @Test
    void neitherAssertionNorKeyIsLogged() {
        StringBuffer log = new StringBuffer();
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.append(new SimpleFormatter().format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(ear);
        try {
            String good = signed(claims());
            String old = signed(claims().put("exp", 1_000_000_000L));
            String key = form(good).post("/api/token").path("access_token");
            form(old).post("/api/token");
            form(good + "x").post("/api/token");
            assertTrue(log.toString().contains("run 987654321"), "nothing was heard");
            for (String secret : new String[] {key, good.split("\\.")[1], old.split("\\.")[1], good.split("\\.")[2]}) {
                assertFalse(log.toString().contains(secret), "a secret was logged");
                assertFalse(Doors.seen().toString().contains(secret), "a secret was passed on");
            }
        } finally {
            Logger.getLogger("").removeHandler(ear);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"repository_id\": 1001, \"repository_owner_id\": \"2002\", \"ref\": \"refs/heads/main\"}] | OK",
                "[{\"repository_id\": \"1\", \"repository_owner_id\": \"2\", \"environment\": \"prod uction\"}] | OK",
                "[] | OK",
                "[{\"repository_id\": \"1\", \"repository_owner_id\": \"2\"}] | every branch",
                "[{\"repository_id\": \"octocat/shop\", \"repository_owner_id\": \"2\", \"ref\": \"refs/heads/main\"}] | repository_id is GitHub's number",
                "[{\"repository_id\": \"1\", \"ref\": \"refs/heads/main\"}] | repository_owner_id is GitHub's number",
                "[{\"repository_id\": \"1\", \"repository_owner_id\": \"2\", \"ref\": \"main\"}] | ref is whole",
                "[{\"repository_id\": \"1\", \"repository_owner_id\": \"2\", \"ref\": \"refs/heads/*\"}] | ref is whole",
                "[{\"repository_id\": \"1\", \"repository_owner_id\": \"2\", \"branch\": \"main\"}] | It has no branch",
                "[\"octocat/shop\"] | ci_trust must be",
                "{\"repository_id\": \"1\"} | ci_trust must be",
            })
    void trustIsCheckedBeforeItIsWrittenDown(String trust, String outcome) {
        var params = Json.object().put("projectName", "blank");
        params.set("ci_trust", Json.read(trust.getBytes()));
        var answer = Doors.json(Doors.as(Keys.ours(Role.ADMIN))
                .body(Json.line(Map.of("tool", "project_update", "params", params)))
                .post("/api/tool"));
        if (outcome.equals("OK")) {
            assertTrue(answer.path("success").asBoolean(), answer::toString);
        } else {
            assertEquals("INVALID_PARAMS", answer.path("code").asText(), answer::toString);
            assertTrue(answer.path("error").asText().contains(outcome), answer::toString);
        }
    }

    @Test
    void trustIsGivenByAnAdminWithAKeyForAllTools() {
        Map<String, Object> params = Map.of("projectName", "blank", "ci_trust", java.util.List.of());
        Doors.plain(Keys.ours(Role.MEMBER), "project_update", params)
                .then()
                .statusCode(403)
                .body("error", containsString("project_update with ci_trust needs the role admin"));
        String narrow = Doors.plain(
                        Keys.ours(Role.ADMIN),
                        "token_create",
                        Map.of("name", "n", "role", "admin", "tools", java.util.List.of("project_update")))
                .path("key");
        Doors.plain(narrow, "project_update", params)
                .then()
                .statusCode(403)
                .body("error", containsString("for some tools only"));
    }
}
