package kr.codeb.registry;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls to the service under test, as the other services make them. */
final class Calls {

    private Calls() {}

    static final String HOLD = "X-CodeB-Hold";

    static RequestSpecification call() {
        return given().header("X-CodeB-Internal", TestRoot.CREDENTIAL).contentType(ContentType.JSON);
    }

    static RequestSpecification call(String hold) {
        return call().header(HOLD, hold);
    }

    static ValidatableResponse create(String kind, String project, Map<String, String> idempotency) {
        return create(kind, project, "production", idempotency);
    }

    private static ValidatableResponse create(
            String kind, String project, String environment, Map<String, String> idempotency) {
        var body = new HashMap<String, Object>(Map.of(
                "kind",
                kind,
                "tool",
                "tool",
                "project",
                project,
                "environment",
                environment,
                "teamId",
                "team_a",
                "by",
                "key_1",
                "correlationId",
                "c",
                "params",
                Map.of("projectName", project)));
        body.put("idempotency", idempotency);
        return call().body(body).post("/operations").then();
    }

    static ValidatableResponse take(String id, String service, String instance) {
        return call().body(Map.of("service", service, "instance", instance))
                .post("/operations/" + id + "/hold")
                .then();
    }

    static String hold(String kind, String service, String project) {
        return hold(kind, service, project, "production");
    }

    static String hold(String kind, String service, String project, String environment) {
        String id = create(kind, project, environment, null)
                .statusCode(201)
                .extract()
                .path("id");
        int fence = take(id, service, "i1").statusCode(200).extract().path("fence");
        return id + ":" + fence;
    }

    static String id(String hold) {
        return hold.substring(0, hold.indexOf(':'));
    }

    static void end(String hold) {
        call(hold)
                .body(Map.of("steps", List.of(), "result", Map.of("ok", true)))
                .post("/operations/" + id(hold) + "/end")
                .then()
                .statusCode(200);
    }
}
