package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One call of each tool, for docs/tools.md. {@code -Dcodeb.docs.write=true} writes down what was answered; otherwise it must have the
 * fields of what was written down.
 */
@ExtendWith(Projects.class)
class ExamplesE2E {

    private static final Path KEPT = Path.of("src/test/resources/examples.json");

    private static final Codeb OWNER = Codeb.owner();
    private static final Project SHOP = Project.fresh();
    private static final Stable STABLE = new Stable(SHOP.name());
    private static final ObjectNode MADE = Text.JSON.createObjectNode();
    private static String password;

    @BeforeAll
    static void callEachTool() throws IOException {
        shop("workflow_init", "type", "nodejs");
        password = SHOP.env("DATABASE_URL").replaceAll(".*:([^@]*)@.*", "$1");
        shop("workflow_generate", "deployType", "api");
        shop("env_sync", "variables", Text.object("GREETING", "Good morning", "PAGE_SIZE", "20"));
        shop("env_get");
        shop("env_scan", "envContent", "GREETING=Hello\nNEW=1\n");
        shop("env_restore", "backup", "latest");
        shop("project_update", "memory", "256m");
        SHOP.deploy("app:v1").call().ok();
        SHOP.promote().call().ok();
        shop("deploy_project", "image", Sandbox.image("app:v2"));
        shop("slot_status");
        shop("slot_promote", "expectedVersion", "v2");
        shop("rollback", "reason", "The cart was empty.");
        shop("slot_cleanup", "force", true);
        shop("logs", "lines", 3);
        Answer history = shop("history", "limit", 2);
        call("operation_get", "operationId", history.text("/operations/1/id"));
        shop("domain_setup", "domain", "www." + SHOP.domain());
        shop("domain_list");
        shop("domain_delete", "domain", "www." + SHOP.domain());
        shop("workflow_scan");
        shop("workflow_repair");
        call("project_list", "name", SHOP.name());
        call("slot_list");
        call("health_check");
        Answer key = call(
                "token_create",
                "name",
                "ci",
                "role",
                "member",
                "projects",
                List.of(SHOP.name()),
                "tools",
                List.of("deploy_project", "operation_get"));
        call("token_list");
        call("token_revoke", "tokenId", key.text("/tokenId"));
        Answer plan = OWNER.call("project_delete", "projectName", SHOP.name());
        shop("project_delete", "confirm", plan.text("/details/confirm"));
        if (Boolean.getBoolean("codeb.docs.write")) {
            Files.writeString(KEPT, Text.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(MADE) + "\n");
        }
    }

    private static Answer shop(String tool, Object... more) {
        return call(
                tool,
                Stream.concat(Stream.of("projectName", SHOP.name()), Stream.of(more))
                        .toArray());
    }

    private static Answer call(String tool, Object... params) {
        Answer answer = OWNER.call(tool, params).ok();
        MADE.set(tool, STABLE.of(Text.object("params", Text.object(params), "answer", answer.body())));
        return answer;
    }

    @Test
    void everyToolWasCalled() {
        assertEquals(
                Codeb.with(null)
                        .get("/api")
                        .at("/tools")
                        .valueStream()
                        .map(tool -> tool.path("name").asText())
                        .collect(Collectors.toCollection(TreeSet::new)),
                namesOf(MADE));
    }

    @Test
    void answersHaveTheFieldsOfTheExamples() {
        JsonNode kept = Text.json(KEPT);
        assertEquals(namesOf(kept), namesOf(MADE));
        MADE.properties()
                .forEach(made -> assertEquals(
                        namesOf(kept.at("/" + made.getKey() + "/answer")),
                        namesOf(made.getValue().path("answer")),
                        made.getKey()));
    }

    @Test
    void noSecretIsInThem() {
        assertFalse(password.isBlank());
        for (String text : List.of(MADE.toString(), Text.of(KEPT))) {
            assertFalse(text.contains(password), "the database's password");
            assertFalse(text.contains(Sandbox.need("CODEB_API_KEY")), "the key");
            assertFalse(text.matches("(?s).*codeb_[a-z0-9]+_(viewer|member|admin|owner)_[A-Za-z0-9].*"), "a key");
        }
    }

    private static TreeSet<String> namesOf(JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
