package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each thing that a project has is broken by hand: the scan names it, a repair mends it, and the scan is clean again. */
@ExtendWith(Projects.class)
class ScanE2E {

    private static Project shop;

    @BeforeAll
    static void runAShop() {
        shop = Project.fresh();
        shop.tool("workflow_init").call().ok();
        shop.deploy("ok:v1").call().ok();
        shop.promote().call().ok();
        shop.deploy("ok:v2").call().ok();
        shop.promote().call().ok();
        isClean();
    }

    private static Answer scan() {
        return shop.by(Codeb.as("viewer")).tool("workflow_scan").call().ok();
    }

    private static Answer repair() {
        return shop.tool("workflow_scan", "repair", true).call().ok();
    }

    private static JsonNode drift(Answer answer, String what) {
        return answer.at("/drift")
                .valueStream()
                .filter(drift -> drift.path("what").asText().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no drift of " + what + " in " + answer));
    }

    private static void isClean() {
        Answer answer = scan();
        for (int i = 0; i < 20 && answer.at("/issues").toString().contains("An operation works on it"); i++) {
            Wait.millis(250);
            answer = scan();
        }
        assertEquals("[]", answer.at("/drift").toString(), answer.toString());
        assertEquals("[]", answer.at("/issues").toString(), answer.toString());
        assertTrue(answer.at("/registered").asBoolean(), answer.toString());
    }

    /** The scan names each, a repair mends each, and nothing is left. */
    private static void isMended(String... whats) {
        Answer found = scan();
        for (String what : whats) {
            assertTrue(drift(found, what).path("repairable").asBoolean(), found::toString);
        }
        Answer repaired = repair();
        for (String what : whats) {
            assertTrue(drift(repaired, what).path("repaired").asBoolean(), repaired::toString);
        }
        isClean();
        Agreement.check(shop);
    }

    private static String container(String slot) {
        return "container " + shop.container(slot).name();
    }

    private static String siteText() {
        return Text.of(shop.siteFile());
    }

    @Test
    void tellsAllThereIs() {
        Answer answer = scan();
        assertEquals(shop.port("blue"), answer.number("/ports/blue"));
        assertEquals("active", answer.text("/slots/blue"));
        assertEquals("grace", answer.text("/slots/green"));
        assertTrue(answer.at("/env/names").toString().contains("\"DATABASE_URL\""), answer::toString);
        assertEquals(shop.siteFile().toString(), answer.text("/site/path"));
        assertTrue(answer.at("/site/matches").asBoolean(), answer::toString);
        assertTrue(answer.at("/dns/managed").asBoolean(), answer::toString);
        assertEquals(3, answer.at("/dns/records").size(), answer::toString);
        assertTrue(answer.at("/database/login").asBoolean(), answer::toString);
        assertTrue(answer.at("/redis/exists").asBoolean(), answer::toString);
        assertEquals("running", answer.text("/containers/blue/status"));
        assertFalse(answer.toString().contains(shop.env("DATABASE_URL")), "a password stands in the answer");
        shop.by(Codeb.as("member")).tool("scan", "repair", true).call().refused(403, "FORBIDDEN");
    }

    @Test
    void containersThatAreGoneOrStoppedServeAgain() {
        String env = shop.container("blue").inspect().at("/Config/Env").toString();
        shop.container("blue").remove();
        Shell.run("docker", "stop", "-t", "0", shop.container("green").name()).ok();
        isMended(container("blue"), container("green"));
        assertEquals(env, shop.container("blue").inspect().at("/Config/Env").toString());
        shop.site().serves("v2");
        assertEquals(
                "always",
                shop.container("green")
                        .inspect()
                        .at("/HostConfig/RestartPolicy/Name")
                        .asText());
    }

    @Test
    void foreignContainersAreLeftAlone() {
        Container blue = shop.container("blue");
        blue.remove();
        Shell.run("docker", "run", "-d", "--name", blue.name(), Sandbox.image("ok:v3"))
                .ok();
        Answer found = scan();
        assertFalse(drift(found, container("blue")).path("repairable").asBoolean(), found::toString);
        assertTrue(found.at("/issues").toString().contains(blue.name()), found::toString);
        String id = blue.id();
        assertFalse(drift(repair(), container("blue")).path("repaired").asBoolean());
        assertEquals(id, blue.id(), "the foreign container was touched");
        blue.remove();
        isMended(container("blue"));
    }

    @Test
    void theSiteFileIsWrittenAnew() {
        String before = siteText();
        Shell.sh("echo '# by hand' >> \"$1\"", shop.siteFile().toString()).ok();
        isMended("site file");
        assertEquals(before, siteText());
        Shell.run("rm", shop.siteFile().toString()).ok();
        isMended("site file");
        assertEquals(before, siteText());
        shop.site().serves("v2");
    }

    @Test
    void markersLeadToTheRightSlots() {
        String markers = Damage.markers(shop);
        Shell.sh(
                        "ln -sfn \"$(dirname \"$1\")/.states/green\" \"$1/live.new\"; mv -T \"$1/live.new\" \"$1/live\"; rm \"$1/preview-green\"",
                        markers)
                .ok();
        shop.site().serves("v1");
        isMended("live marker", "preview marker green");
        shop.site().serves("v2");
        Shell.run("rm", markers + "/live").ok();
        isMended("live marker");
    }

    @Test
    void recordsAreSet() {
        String config = "--config-dir=" + Sandbox.logs().resolveSibling("pdns");
        String zone = Sandbox.baseDomain();
        Shell.run("pdnsutil", config, "delete-rrset", zone, shop.qualified(), "A")
                .ok();
        Shell.run(
                        "pdnsutil",
                        config,
                        "replace-rrset",
                        zone,
                        shop.qualified() + "-blue.preview",
                        "A",
                        "300",
                        "192.0.2.99")
                .ok();
        isMended(
                "dns record " + shop.domain(),
                "dns record " + shop.preview("blue").host());
    }

    @Test
    void envFilesThatContainersAreStartedWithAreMadeAnew() {
        String derived = Sandbox.root() + "/projects/" + shop.name() + "/.env.production";
        String before = Text.of(Path.of(derived));
        Shell.sh("echo HAND=1 >> \"$1\"", derived).ok();
        isMended("container env file");
        assertEquals(before, Text.of(Path.of(derived)));
        Shell.run("rm", derived).ok();
        isMended("container env file");
    }

    @Test
    void aHandEditOfTheTruthIsToldAndKept() {
        String before = Text.of(shop.envFile());
        Shell.sh("echo HAND=1 >> \"$1\"", shop.envFile().toString()).ok();
        Answer found = scan();
        assertFalse(drift(found, "env file").path("repairable").asBoolean(), found::toString);
        repair();
        assertEquals(before + "HAND=1\n", Text.of(shop.envFile()));
        Shell.sh("printf %s \"$2\" > \"$1\"", shop.envFile().toString(), before).ok();
        isClean();
    }

    @Test
    void aDroppedDatabaseIsMadeAgainEmpty() {
        Storage.admin("DROP DATABASE " + shop.databaseName() + " WITH (FORCE)");
        isMended("database " + shop.databaseName());
        Storage.admin("DROP DATABASE " + shop.databaseName() + " WITH (FORCE)");
        Storage.admin("DROP ROLE " + shop.databaseUser());
        isMended("database " + shop.databaseName(), "database user " + shop.databaseUser());
        Storage.admin("ALTER ROLE " + shop.databaseUser() + " PASSWORD 'other'");
        isMended("database login");
    }

    @Test
    void theRedisUserIsSetAgain() {
        redisAdmin("ACL", "DELUSER", shop.qualified());
        isMended("redis user " + shop.qualified());
        redisAdmin("ACL", "SETUSER", shop.qualified(), "+select", "-get");
        isMended("redis rights of " + shop.qualified());
        redisAdmin("ACL", "SETUSER", shop.qualified(), "resetpass", ">other");
        isMended("redis login");
    }

    private static void redisAdmin(String... command) {
        Storage.redis(Sandbox.need("CODEB_REDIS_ADMIN_URL"), command).ok();
    }

    @Test
    void aDamagedSlotFileIsRestored() {
        JsonNode before = shop.slots();
        Shell.run("truncate", "-s", "20", shop.slotFile().toString()).ok();
        shop.tool("slot_status").call().refused(503, "REGISTRY_CORRUPT");
        isMended("registry file slots/" + shop.slotFile().getFileName());
        assertEquals(before, shop.slots());
        List<String> aside = Text.list(shop.slotFile().getParent()).stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> name.startsWith(shop.slotFile().getFileName() + ".damaged-"))
                .toList();
        assertEquals(1, aside.size(), "the damaged file was not kept");
    }

    /** Nothing else runs meanwhile, since nothing else can. */
    @Test
    void aDamagedSsotIsRestored() {
        String ssot = Sandbox.registry().resolve("ssot.json").toString();
        String before = Text.of(Path.of(ssot));
        Shell.run("truncate", "-s", "30", ssot).ok();
        shop.tool("env_get").call().refused(503, "REGISTRY_CORRUPT");
        Answer found = scan();
        assertTrue(found.at("/registered").isNull(), found::toString);
        assertEquals("active", found.text("/slots/blue"));
        Answer repaired = repair();
        assertTrue(drift(repaired, "registry file ssot.json").path("repaired").asBoolean(), repaired::toString);
        assertEquals(Text.json(before), Text.json(Path.of(ssot)));
        isClean();
    }

    @Test
    void aHostThatIsAwayIsAnIssueNotAFailure() {
        Sandbox.stop("postgres");
        try {
            Answer answer = scan();
            assertTrue(answer.at("/issues").toString().contains("PostgreSQL"), answer::toString);
            assertTrue(answer.at("/database").isNull(), answer::toString);
            assertTrue(answer.at("/site/matches").asBoolean(), answer::toString);
        } finally {
            Sandbox.start("postgres");
        }
        isClean();
    }
}
