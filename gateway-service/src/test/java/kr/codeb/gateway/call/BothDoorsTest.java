package kr.codeb.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkiverse.mcp.server.test.McpAssured;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The same table of calls through both doors gets the same answers. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class BothDoorsTest {

    /** @param outcome {@code OK} or the code of the failure */
    private record Row(Role role, String tool, Map<String, Object> params, String outcome) {}

    private static final List<Row> TABLE = List.of(
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "newone", "cpus", 0.5), "OK"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "shop-staging"), "NAME_RESERVED"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "backup"), "NAME_RESERVED"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "default"), "NAME_RESERVED"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "a".repeat(50)), "OK"),
            new Row(
                    Role.MEMBER,
                    "workflow_init",
                    Map.of("projectName", "a".repeat(50), "environment", "staging"),
                    "INVALID_PARAMS"),
            new Row(
                    Role.MEMBER,
                    "workflow_init",
                    Map.of("projectName", "a".repeat(49), "environment", "staging"),
                    "OK"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "shop", "memory", "1g"), "SETTINGS_DIFFER"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "shop", "memory", 512), "OK"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "foreign"), "PROJECT_EXISTS"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "Bad Name", "memory", "5m"), "INVALID_PARAMS"),
            new Row(Role.MEMBER, "workflow_init", Map.of("projectName", "newone", "deployType", "ssh"), "OK"),
            new Row(Role.VIEWER, "project_list", Map.of(), "OK"),
            new Row(Role.MEMBER, "project_update", Map.of("projectName", "shop", "memory", 1024), "OK"),
            new Row(Role.MEMBER, "project_update", Map.of("projectName", "shop", "graceHours", 0), "INVALID_PARAMS"),
            new Row(Role.MEMBER, "project_update", Map.of("projectName", "shop", "domain", "a.b"), "INVALID_PARAMS"),
            new Row(Role.VIEWER, "project_update", Map.of("projectName", "shop", "memory", "1g"), "FORBIDDEN"),
            new Row(Role.MEMBER, "env_sync", Map.of("projectName", "shop", "envContent", "A=1"), "OK"),
            new Row(
                    Role.MEMBER,
                    "env_sync",
                    Map.of("projectName", "shop", "envContent", "A=1", "overrideManaged", true),
                    "FORBIDDEN"),
            new Row(
                    Role.ADMIN,
                    "env_sync",
                    Map.of("projectName", "shop", "envContent", "A=1", "overrideManaged", true),
                    "OK"),
            new Row(Role.VIEWER, "env_get", Map.of("projectName", "shop"), "OK"),
            new Row(Role.MEMBER, "env_get", Map.of("projectName", "shop", "reveal", true), "FORBIDDEN"),
            new Row(
                    Role.VIEWER,
                    "env_get",
                    Map.of("projectName", "shop", "environment", "staging"),
                    "PROJECT_NOT_FOUND"),
            new Row(Role.MEMBER, "deploy_project", Map.of("projectName", "shop", "image", "ghcr.io/o/shop:v8"), "OK"),
            new Row(
                    Role.MEMBER,
                    "deploy_project",
                    Map.of("projectName", "shop", "image", "Not An Image"),
                    "INVALID_PARAMS"),
            new Row(
                    Role.MEMBER,
                    "deploy_project",
                    Map.of("projectName", "shop", "image", "img:1", "imagee", "x"),
                    "INVALID_PARAMS"),
            new Row(Role.MEMBER, "slot_promote", Map.of("projectName", "shop"), "OK"),
            new Row(Role.MEMBER, "rollback", Map.of("projectName", "shop", "reason", "it was wrong"), "OK"),
            new Row(Role.ADMIN, "slot_cleanup", Map.of("projectName", "shop", "force", true), "OK"),
            new Row(Role.MEMBER, "slot_cleanup", Map.of("projectName", "shop"), "FORBIDDEN"),
            new Row(Role.VIEWER, "slot_status", Map.of("projectName", "shop"), "OK"),
            new Row(Role.VIEWER, "slot_status", Map.of("projectName", "blank"), "OK"),
            new Row(Role.VIEWER, "slot_list", Map.of(), "OK"),
            new Row(Role.VIEWER, "logs", Map.of("projectName", "shop", "lines", 3, "since", "10m"), "OK"),
            new Row(Role.VIEWER, "logs", Map.of("projectName", "blank"), "SLOT_NOT_DEPLOYED"),
            new Row(Role.VIEWER, "logs", Map.of("projectName", "shop", "lines", 5001), "INVALID_PARAMS"),
            new Row(Role.VIEWER, "history", Map.of("projectName", "shop", "limit", 1), "OK"),
            new Row(Role.VIEWER, "health_check", Map.of(), "OK"),
            new Row(Role.MEMBER, "token_create", Map.of("name", "ci", "role", "admin"), "FORBIDDEN"),
            new Row(Role.MEMBER, "token_revoke", Map.of("tokenId", "key_ours_owner"), "FORBIDDEN"),
            new Row(Role.ADMIN, "token_revoke", Map.of("tokenId", "key_theirs_owner"), "TOKEN_NOT_FOUND"),
            new Row(Role.MEMBER, "token_list", Map.of(), "OK"));

    @TestFactory
    Stream<DynamicTest> bothDoorsGiveTheSameAnswer() {
        return TABLE.stream()
                .map(row -> DynamicTest.dynamicTest(
                        "%s %s by a %s: %s".formatted(row.tool, row.params, row.role, row.outcome),
                        () -> compare(row)));
    }

    /** Whatever an executor fails with reaches the caller whole. */
    @TestFactory
    Stream<DynamicTest> bothDoorsPassOnEveryFailureOfAnExecutor() {
        return Arrays.stream(ErrorCode.values())
                .map(code -> DynamicTest.dynamicTest(code.name(), () -> {
                    ObjectNode answer = compare(new Row(
                            Role.MEMBER,
                            "rollback",
                            Map.of("projectName", "shop", "reason", code.name()),
                            code.name()));
                    assertEquals(
                            "It failed at postgresql://u:***@h/db.",
                            answer.path("error").asText());
                    assertEquals("asked for", answer.path("details").path("why").asText());
                    assertEquals(
                            "failed",
                            answer.path("steps").path(1).path("status").asText());
                }));
    }

    private static ObjectNode compare(Row row) {
        String key = Keys.ours(row.role);
        Response plain = Doors.plain(key, row.tool, row.params);
        ObjectNode fromPlain = Doors.json(plain);
        assertEquals(row.outcome, fromPlain.path("code").asText("OK"), plain.asString());
        boolean success = row.outcome.equals("OK");
        assertEquals(success ? 200 : ErrorCode.valueOf(row.outcome).status(), plain.statusCode());
        assertEquals(success, fromPlain.path("success").asBoolean());
        assertNotNull(fromPlain.get("correlationId"));

        McpAssured.McpStreamableTestClient client = Doors.mcp(key);
        ToolResponse response = Doors.mcp(client, row.tool, row.params);
        client.disconnect();
        assertEquals(!success, response.isError());
        assertFalse(response.firstContent().asText().text().isBlank());
        assertEquals(lasting(row, fromPlain), lasting(row, Doors.structured(response)));
        return fromPlain;
    }

    private static ObjectNode lasting(Row row, ObjectNode answer) {
        assertTrue(answer.has("operationId"));
        return row.tool.equals("health_check") ? answer.retain("success", "healthy", "hosts") : Doors.lasting(answer);
    }
}
