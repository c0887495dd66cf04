package kr.codeb.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every tool, called by every role, on an own, a foreign and a missing project. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class AuthorityTest {

    @Inject
    ToolCatalog catalog;

    @TestFactory
    Stream<DynamicTest> everyToolAsksForItsRoleAndItsProject() {
        return catalog.tools().stream()
                .flatMap(tool -> Stream.of(Role.values())
                        .flatMap(role -> Stream.of("shop", "foreign", "nowhere")
                                .map(project -> DynamicTest.dynamicTest(
                                        "%s by a %s on %s".formatted(tool.name(), role, project),
                                        () -> check(tool, role, project)))));
    }

    private static void check(Tool tool, Role role, String project) {
        boolean named = tool.scope() != Scope.TEAM;
        Response response = Doors.plain(Keys.ours(role), tool.name(), Samples.of(tool.name(), named, project));
        assertEquals(
                expected(tool, role, project), Doors.json(response).path("code").asText("OK"), response.asString());
    }

    private static String expected(Tool tool, Role role, String project) {
        if (!role.atLeast(tool.role())) {
            return "FORBIDDEN";
        }
        return switch (tool.scope()) {
            case TEAM ->
                switch (tool.name()) {
                    case "token_revoke" -> "TOKEN_NOT_FOUND";
                    case "operation_get" -> "OPERATION_NOT_FOUND";
                    default -> "OK";
                };
            case NEW_PROJECT -> project.equals("foreign") ? "PROJECT_EXISTS" : "OK";
            case PROJECT, ENVIRONMENT, SCANNED ->
                !project.equals("shop")
                        ? "PROJECT_NOT_FOUND"
                        : tool.name().equals("project_delete") ? "CONFIRMATION_REQUIRED" : "OK";
        };
    }
}
