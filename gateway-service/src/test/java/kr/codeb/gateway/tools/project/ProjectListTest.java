package kr.codeb.gateway.tools.project;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** One call answers whether all applications are well: as they are now, and not as they were when they were deployed. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class ProjectListTest {

    private static ValidatableResponse listed(String name) {
        return Doors.plain(Keys.ours(Role.VIEWER), "project_list", Map.of("name", name))
                .then()
                .statusCode(200)
                .rootPath("projects[0].environments[0]");
    }

    @Test
    void oneThatRunsIsHealthyAndWhatIsUnusualIsTold() {
        listed("shop")
                .body("healthy", is(true))
                .body("reason", nullValue())
                .body("unusual", hasItem(containsString("green (v7): High load")));
    }

    @Test
    void oneWhoseContainerIsGoneIsNotHealthyAlthoughItWasWhenItWasDeployed() {
        listed("flaky").body("healthy", is(false)).body("reason", containsString("gone"));
    }

    @Test
    void moreMemoryThanThereIsIsRefusedBeforeAnythingBegins() {
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of("tool", "workflow_init", "projectName", "greedy"),
                Map.of("tool", "project_update", "projectName", "shop"))) {
            Doors.plain(
                            Keys.ours(Role.MEMBER),
                            (String) more.get("tool"),
                            Map.of("projectName", more.get("projectName"), "memory", "9000G"))
                    .then()
                    .statusCode(400)
                    .body("code", is("INVALID_PARAMS"))
                    .body("operationId", nullValue());
        }
    }

    @Test
    void withoutAnActiveVersionNothingIsSaid() {
        listed("blank").body("healthy", nullValue()).body("state", is("empty"));
    }
}
