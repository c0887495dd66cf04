package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a viewer sees: slots, projects, logs, health. */
@ExtendWith(Projects.class)
class ReadToolsE2E {

    private static Project shop;
    private static Codeb viewer;

    @BeforeAll
    static void runAShop() {
        shop = Project.fresh().running("ok:v1");
        viewer = Codeb.as("viewer");
    }

    @Test
    void slotStatusTellsTheFileAndWhatDockerSays() {
        Answer answer = viewer.call("slot_status", "projectName", shop.name()).ok();
        JsonNode file = shop.slots();
        file.propertyStream()
                .filter(key -> !List.of("blue", "green").contains(key.getKey()))
                .forEach(key -> assertEquals(key.getValue(), answer.at("/" + key.getKey()), key.getKey()));
        file.path("green")
                .propertyStream()
                .forEach(key -> assertEquals(key.getValue(), answer.at("/green/" + key.getKey()), key.getKey()));
        assertTrue(answer.toString().contains("\"running\""), () -> "nothing that Docker says in " + answer);
    }

    @Test
    void theListsHoldTheShop() {
        JsonNode project = viewer.call("project_list")
                .ok()
                .at("/projects")
                .valueStream()
                .filter(one -> one.path("name").asText().equals(shop.name()))
                .findFirst()
                .orElseThrow();
        assertEquals("v1", project.path("activeVersion").asText());
        assertEquals(shop.domain(), project.path("domain").asText());
        assertTrue(project.path("environments").toString().contains("production"), project::toString);
        assertTrue(viewer.call("slot_list").ok().at("/slots").toString().contains("\"" + shop.name() + "\""));
    }

    @Test
    void logsAreTheApplicationsOwnWords() {
        Answer answer =
                viewer.call("logs", "projectName", shop.name(), "lines", 50).ok();
        assertEquals("green", answer.text("/slot"));
        assertTrue(answer.at("/lines").toString().contains("v1 listens on 3000"), answer::toString);
        viewer.call("logs", "projectName", shop.name(), "slot", "blue").refused(409, "SLOT_NOT_DEPLOYED");
    }

    @Test
    void healthTellsEveryPartAndHost() {
        Answer answer = viewer.call("health_check").ok();
        for (String part : List.of("gateway", "registry", "provisioner", "deployer")) {
            assertTrue(answer.at("/parts/" + part).toString().contains("up"), answer::toString);
        }
        for (String pointer : List.of(
                "/hosts/app/ssh",
                "/hosts/app/docker",
                "/hosts/app/caddy",
                "/hosts/storage/ssh",
                "/hosts/storage/postgres",
                "/hosts/storage/redis",
                "/hosts/storage/dns")) {
            assertTrue(answer.at(pointer).toString().contains("up"), () -> pointer + " in " + answer);
        }
        assertTrue(
                answer.text("/hosts/app/caddy/version").matches("2\\.\\d+: a change of any site .*"), answer::toString);
        Answer open = Codeb.with(null).get("/health");
        assertEquals(200, open.status(), open::toString);
    }

    @Test
    void aDiskThatIsNearlyFullIsWarnedOf() {
        Shell.sh("mkdir -p /var/lib/redis && mount -t tmpfs -o size=1m codeb-e2e /var/lib/redis")
                .ok();
        try {
            Shell.sh("head -c 1000000 /dev/zero >/var/lib/redis/full").ok();
            Answer answer = viewer.call("health_check").ok();
            assertEquals("up", answer.text("/hosts/storage/ssh/status"));
            assertTrue(answer.text("/hosts/storage/ssh/warning").contains("/var/lib/redis is 9"), answer::toString);
        } finally {
            Shell.run("umount", "/var/lib/redis").ok();
        }
        assertFalse(viewer.call("health_check").ok().toString().contains("/var/lib/redis"));
    }

    @Test
    void theCatalogueIsOpenAndShowsEveryToolsInput() {
        Answer answer = Codeb.with(null).get("/api");
        assertEquals(200, answer.status());
        List<String> names = answer.at("/tools")
                .valueStream()
                .map(tool -> tool.path("name").asText())
                .toList();
        assertTrue(
                names.containsAll(List.of(
                        "workflow_init",
                        "env_sync",
                        "env_get",
                        "deploy_project",
                        "slot_promote",
                        "rollback",
                        "slot_status",
                        "slot_list",
                        "slot_cleanup",
                        "project_list",
                        "logs",
                        "health_check")),
                names::toString);
        answer.at("/tools")
                .forEach(tool ->
                        assertEquals("object", tool.at("/inputSchema/type").asText(), tool::toString));
        assertFalse(answer.text("/version").isBlank(), answer::toString);
    }

    @Test
    void aliasesWorkAtTheToolDoor() {
        shop.codeb()
                .call("deploy", "projectName", shop.name(), "image", Sandbox.image("ok:v2"))
                .ok();
        shop.codeb().call("promote", "projectName", shop.name()).ok();
        shop.site().serves("v2");
        shop.rollback().call().ok();
    }

    @Test
    void theOperationsOfAProjectAreListed() {
        Answer answer = viewer.get("/api/operations?project=" + shop.name());
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.body().toString().contains("\"init\""), answer::toString);
    }
}
