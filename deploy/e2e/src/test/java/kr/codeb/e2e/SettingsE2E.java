package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings of a project: changed by {@code project_update}, never by {@code workflow_init}. */
@ExtendWith(Projects.class)
class SettingsE2E {

    @Test
    void aSettingIsChangedAndTheNextDeployTakesIt() {
        Project shop = Project.fresh();
        shop.init("memory", "256m").call().ok();
        shop.deploy("ok:v1").call().ok();
        shop.promote().call().ok();

        Answer changed = shop.tool("project_update", "memory", "300m", "cpus", "1.0", "graceHours", 24)
                .call()
                .ok();
        assertEquals("256m", changed.text("/changed/memory/from"), changed::toString);
        assertEquals("300m", changed.text("/changed/memory/to"));
        assertEquals(24, changed.number("/changed/graceHours/to"));
        assertFalse(changed.at("/changed").has("cpus"), changed::toString);
        assertEquals("next deploy", changed.text("/takesEffect"));

        Answer status = shop.tool("slot_status").call().ok();
        assertEquals("300m", status.text("/settings/memory"), status::toString);
        assertEquals(24, status.number("/settings/graceHours"));
        Answer list = Codeb.owner().call("project_list", "name", shop.name()).ok();
        assertEquals("300m", list.text("/projects/0/environments/0/settings/memory"), list::toString);

        assertEquals(256L << 20, memory(shop, "green"));
        shop.deploy("ok:v2").call().ok();
        assertEquals(300L << 20, memory(shop, "blue"));
        Agreement.check(shop);
    }

    @Test
    void whatTakesEffectAtOnceSaysSoAndSoDoesWhatIsSoAlready() {
        Project shop = Project.fresh();
        shop.init().call().ok();
        assertEquals(
                "now", shop.tool("project_update", "graceHours", 1).call().ok().text("/takesEffect"));
        Answer again = shop.tool("project_update", "graceHours", 1).call().ok();
        assertTrue(again.at("/changed").isEmpty(), again::toString);
        shop.staging().tool("project_update", "graceHours", 2).call().refused(404, "PROJECT_NOT_FOUND");
        shop.by(Codeb.as("viewer"))
                .tool("project_update", "graceHours", 2)
                .call()
                .refused(403, "FORBIDDEN");
        shop.tool("project_update", "domain", "other.example.com").call().refused(400, "INVALID_PARAMS");
    }

    @Test
    void anotherInitChangesNothingThatExists() {
        Project shop = Project.fresh();
        shop.init("containerPort", 8080, "memory", "256m").call().ok();

        Answer again = shop.tool("workflow_init").call().ok();
        assertFalse(again.at("/created").asBoolean(), again::toString);
        assertTrue(
                again.at("/database").isMissingNode() || again.at("/database").isNull(), again::toString);
        assertTrue(again.at("/redis").isMissingNode() || again.at("/redis").isNull(), again::toString);
        assertEquals(8080, again.number("/settings/containerPort"));
        assertEquals("256m", again.text("/settings/memory"));

        Answer differs = shop.init("memory", "1g").call().refused(409, "SETTINGS_DIFFER");
        assertEquals("memory", differs.text("/details/param"), differs::toString);
        assertEquals("256m", differs.text("/details/is"));
        assertEquals("1g", differs.text("/details/given"));
        assertTrue(differs.error().contains("project_update"), differs::toString);
        Answer domain = shop.init("domain", "other.example.com").call().refused(409, "SETTINGS_DIFFER");
        assertTrue(domain.error().contains("domain_setup"), domain::toString);
        shop.init("memory", "256m", "containerPort", 8080).call().ok();

        shop.tool("project_update", "memory", "1g").call().ok();
        shop.init("memory", "1g").call().ok();
        Agreement.check(shop);
    }

    @Test
    void aDatabaseIsAddedWhenItIsAskedForAndNotTakenAway() {
        Project shop = Project.fresh();
        shop.init().call().ok();
        Answer added = shop.tool("workflow_init", "database", true).call().ok();
        assertFalse(added.text("/database/name").isEmpty(), added::toString);
        assertTrue(added.at("/redis").isMissingNode() || added.at("/redis").isNull(), added::toString);
        Answer kept = shop.tool("workflow_init", "database", false).call().refused(409, "SETTINGS_DIFFER");
        assertEquals("database", kept.text("/details/param"), kept::toString);
        Agreement.check(shop);
    }

    private static long memory(Project shop, String slot) {
        return shop.container(slot).inspect().at("/HostConfig/Memory").asLong();
    }
}
