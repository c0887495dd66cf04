package kr.codeb.gateway.call;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkiverse.mcp.server.test.McpAssured;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** A key for some projects or tools may no more, by whichever door, and sees no more. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class NarrowKeyTest {

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
    void ofOtherKeysItSeesThoseThatTellOfNoOtherProject() {
        String elsewhere = key("viewer", List.of("blank"), null);
        String id = Doors.json(Doors.plain(Keys.ours(Role.OWNER), "token_list", Map.of()))
                .path("tokens")
                .valueStream()
                .filter(one -> one.at("/projects/0").asText().equals("blank"))
                .findFirst()
                .orElseThrow()
                .path("tokenId")
                .asText();
        Doors.plain(elsewhere, "slot_list", Map.of()).then().statusCode(200);
        Doors.plain(key("member", List.of("shop"), null), "token_list", Map.of())
                .then()
                .statusCode(200)
                .body("tokens.tokenId", not(hasItem(id)))
                .body("tokens.tokenId", hasItem(Keys.id("ours", Role.VIEWER)));
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
