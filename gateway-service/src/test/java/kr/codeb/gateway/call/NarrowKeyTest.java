package kr.codeb.gateway.call;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkiverse.mcp.server.test.McpAssured;
import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key for some projects or tools may no more, by whichever door, and sees no more. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class NarrowKeyTest {

    @Inject
    ToolCatalog catalog;

    private static final List<String> CI = List.of("deploy_project", "slot_status", "operation_get");

    /** @param projects null: all; @param tools null: all */
    private static String key(String role, List<String> projects, List<String> tools) {
        Map<String, Object> params = new HashMap<>(Map.of("name", "narrow", "role", role));
        params.put("projects", projects);
        params.put("tools", tools);
        return Doors.json(Doors.plain(Keys.ours(Role.OWNER), "token_create", params))
                .path("key")
                .asText();
    }

    @ParameterizedTest
    @CsvSource({
        "slot_status, shop, OK",
        "slot_status, blank, PROJECT_NOT_FOUND",
        "slot_status, foreign, PROJECT_NOT_FOUND",
        "slot_status, nowhere, PROJECT_NOT_FOUND",
        "slot_promote, shop, FORBIDDEN",
        "slot_promote, blank, FORBIDDEN",
        "project_list, , FORBIDDEN",
        "token_create, , FORBIDDEN",
    })
    void whatItIsNotForIsRefusedAtBothDoors(String tool, String project, String outcome) {
        String key = key("member", List.of("shop"), CI);
        Map<String, Object> params = Samples.of(tool, project != null, project);
        Doors.plain(key, tool, params).then().body("code", is(outcome.equals("OK") ? null : outcome));
        McpStreamableTestClient client = Doors.mcp(key);
        var answer = Doors.structured(Doors.mcp(client, tool, params));
        client.disconnect();
        assertEquals(outcome, answer.path("code").asText("OK"));
    }

    /** Also for tools that are added later. */
    @TestFactory
    Stream<DynamicTest> noToolReachesAProjectThatTheKeyIsNotFor() {
        String key = key("owner", List.of("shop"), null);
        return catalog.tools().stream()
                .filter(tool -> tool.scope() != Scope.TEAM)
                .map(tool -> DynamicTest.dynamicTest(tool.name(), () -> {
                    String outcome = tool.scope() == Scope.NEW_PROJECT ? "FORBIDDEN" : "PROJECT_NOT_FOUND";
                    Doors.plain(key, tool.name(), Samples.of(tool.name(), true, "blank"))
                            .then()
                            .body("code", is(outcome));
                }));
    }

    @Test
    void itIsShownTheToolsThatItMayCall() {
        Set<String> shown = new TreeSet<>();
        McpAssured.McpStreamableTestClient client = Doors.mcp(key("viewer", null, CI));
        client.when()
                .toolsList(page -> page.tools().forEach(tool -> shown.add(tool.name())))
                .thenAssertResults();
        client.disconnect();
        assertEquals(Set.of("slot_status", "operation_get"), shown, "deploy_project needs a member");
    }

    @Test
    void listsTellOfItsProjectsOnly() {
        String key = key("member", List.of("shop"), null);
        Doors.plain(key, "project_list", Map.of()).then().body("projects.name", everyItem(is("shop")));
        Doors.plain(key, "slot_list", Map.of()).then().body("slots.projectName", everyItem(is("shop")));
        String foreign = Doors.json(Doors.plain(Keys.ours(Role.MEMBER), "rollback", Map.of("projectName", "blank")))
                .path("operationId")
                .asText();
        Doors.plain(key, "operation_get", Map.of("operationId", foreign))
                .then()
                .body("code", is("OPERATION_NOT_FOUND"));
        Doors.as(key).get("/api/operations/" + foreign).then().statusCode(404);
        Doors.as(key).get("/api/operations").then().statusCode(200).body("operations.project", everyItem(is("shop")));
    }

    @Test
    void itCreatesNoOtherProject() {
        String key = key("member", List.of("shop"), null);
        Doors.plain(key, "workflow_init", Map.of("projectName", "another"))
                .then()
                .statusCode(403)
                .body("error", containsString("shop"));
        Doors.plain(key, "workflow_init", Map.of("projectName", "shop")).then().statusCode(200);
    }

    @Test
    void anAdminsNarrowKeyRevokesNobodyElses() {
        String key = key("admin", null, List.of("token_revoke"));
        Doors.plain(key, "token_revoke", Map.of("tokenId", Keys.id("ours", Role.VIEWER)))
                .then()
                .statusCode(403);
    }

    @Test
    void aNameThatWasMistypedIsRefused() {
        String owner = Keys.ours(Role.OWNER);
        Map<String, Object> base = Map.of("name", "ci", "role", "viewer");
        Map<String, Object> noProject = new HashMap<>(base);
        noProject.put("projects", List.of("shopp"));
        Doors.plain(owner, "token_create", noProject).then().body("code", is("PROJECT_NOT_FOUND"));
        Map<String, Object> noTool = new HashMap<>(base);
        noTool.put("tools", List.of("slot_statsu"));
        Doors.plain(owner, "token_create", noTool)
                .then()
                .body("code", is("INVALID_PARAMS"))
                .body("details.violations[0].param", is("tools"))
                .body("error", containsString("slot_status"));
        noTool.put("tools", List.of());
        Doors.plain(owner, "token_create", noTool).then().body("code", is("INVALID_PARAMS"));
    }

    @Test
    void aKeyThatIsNotNarrowedSaysSo() {
        Doors.plain(Keys.ours(Role.OWNER), "token_create", Map.of("name", "all", "role", "viewer"))
                .then()
                .statusCode(200)
                .body("projects", nullValue())
                .body("tools", nullValue())
                .body("role", not("owner"));
    }
}
