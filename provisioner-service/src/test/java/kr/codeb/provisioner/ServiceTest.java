package kr.codeb.provisioner;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import kr.codeb.provisioner.testing.LonelyService;
import org.junit.jupiter.api.Test;

/** The service starts and answers while every server and neighbour is down. */
@QuarkusTest
@QuarkusTestResource(LonelyService.class)
class ServiceTest {

    @Test
    void isHealthyAlthoughTheServersAreDown() {
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void turnsStrangersAway() {
        given().get("/hosts/health").then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
    }

    @Test
    void tellsWhatIsDown() {
        given().header("X-CodeB-Internal", LonelyService.CREDENTIAL)
                .get("/hosts/health")
                .then()
                .statusCode(200)
                .body("storage.values().status", everyItem(is("down")))
                .body("app.values().status", everyItem(is("down")))
                .body("storage.postgres.error", containsString("PostgreSQL at 127.0.0.1:1"));
    }

    @Test
    void changesNoRouteWithoutAHold() {
        given().header("X-CodeB-Internal", LonelyService.CREDENTIAL)
                .contentType(ContentType.JSON)
                .body("{\"route\":\"blue\",\"previews\":[\"blue\"],\"verify\":true}")
                .put("/routes/myapp/production")
                .then()
                .statusCode(409)
                .body("code", equalTo("OPERATION_IN_PROGRESS"));
    }

    @Test
    void knowsNoOtherEnvironment() {
        given().header("X-CodeB-Internal", LonelyService.CREDENTIAL)
                .get("/env/myapp/moon")
                .then()
                .statusCode(404);
    }
}
