package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code workflow_init}: what it answers, and whether the servers say the same. */
@ExtendWith(Projects.class)
class InitE2E {

    private static final List<String> STEPS = List.of(
            "create_directories",
            "allocate_ports",
            "create_slots",
            "create_database",
            "allocate_redis",
            "write_env",
            "backup_env",
            "update_ssot",
            "create_dns_record",
            "configure_site",
            "await_certificate");

    private static Project shop;
    private static Answer made;

    @BeforeAll
    static void initialiseAShop() {
        shop = Project.fresh();
        made = shop.tool("workflow_init").call().ok();
    }

    @Test
    void theAnswerHasTheSeedsShape() {
        assertEquals(shop.name(), made.text("/projectName"));
        assertEquals(0, made.number("/ports/blue") % 2);
        assertEquals(made.number("/ports/blue") + 1, made.number("/ports/green"));
        assertEquals(shop.databaseName(), made.text("/database/name"));
        assertEquals(shop.databaseUser(), made.text("/database/user"));
        assertTrue(made.text("/database/url").startsWith("postgresql://" + shop.databaseUser() + ":"), made::toString);
        assertTrue(made.text("/database/url").endsWith("/" + shop.databaseName()), made::toString);
        assertTrue(made.number("/redis/db") >= 1, made::toString);
        assertTrue(made.text("/redis/url").endsWith("/" + made.number("/redis/db")), made::toString);
        assertEquals(shop.domain(), made.text("/domain"));
        assertTrue(made.at("/created").asBoolean(), made::toString);
        assertTrue(made.text("/workflow").contains("workflow_dispatch"), "the GitHub Actions file");
        assertEquals(
                List.of(shop.slotFile(), shop.envFile(), Sandbox.registry().resolve("ssot.json"), shop.siteFile()),
                made.at("/files")
                        .valueStream()
                        .map(file -> Path.of(file.asText()))
                        .toList());
    }

    @Test
    void everyStepIsToldAndSucceeded() {
        assertEquals(
                STEPS.stream().sorted().toList(),
                made.stepNames().stream().sorted().toList());
        STEPS.forEach(step -> assertEquals("success", made.step(step), () -> step + " in " + made));
    }

    @Test
    void theSsotHasTheSeedsKeys() {
        JsonNode entry = shop.ssot();
        assertEquals(made.number("/ports/blue"), entry.at("/ports/blue").asInt());
        assertEquals(made.number("/ports/green"), entry.at("/ports/green").asInt());
        assertEquals(shop.databaseName(), entry.at("/database/name").asText());
        assertEquals(shop.databaseUser(), entry.at("/database/user").asText());
        assertEquals(made.number("/redis/db"), entry.at("/redis/db").asInt());
        assertEquals(shop.domain(), entry.path("domain").asText());
        assertEquals("nextjs", entry.path("type").asText());
        assertTrue(entry.path("teamId").asText().matches("[a-z0-9_]+"), entry::toString);
        assertTrue(entry.path("createdBy").asText().startsWith("key_"), entry::toString);
        assertTrue(entry.path("createdAt").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z"), entry::toString);
        JsonNode port = Text.json(Sandbox.registry().resolve("ssot.json"))
                .at("/ports/allocated/" + made.number("/ports/green"));
        assertEquals(shop.name(), port.path("project").asText());
        assertEquals("green", port.path("slot").asText());
    }

    @Test
    void theSlotFileHasTheSeedsKeys() {
        JsonNode slots = Project.named(shop.name()).slots();
        assertEquals(shop.name(), slots.path("projectName").asText());
        assertEquals("production", slots.path("environment").asText());
        assertEquals("blue", slots.path("activeSlot").asText());
        assertTrue(slots.hasNonNull("teamId") && slots.hasNonNull("lastUpdated"), slots::toString);
        for (String slot : List.of("blue", "green")) {
            assertEquals(
                    Text.object("name", slot, "state", "empty", "port", made.number("/ports/" + slot)),
                    slots.path(slot));
        }
    }

    @Test
    void theRedisFileHasTheSeedsKeys() {
        JsonNode numbers = Text.json(Sandbox.registry().resolve("redis-db.json"));
        assertEquals(
                made.number("/redis/db"), numbers.at("/used/" + shop.name()).asInt());
        assertTrue(numbers.path("nextDb").isInt(), numbers::toString);
    }

    @Test
    void theEnvFileHasTheSeedsKeysAndOnlyItsOwnerReadsIt() {
        assertEquals("production", shop.env("NODE_ENV"));
        assertEquals("3000", shop.env("PORT"));
        assertTrue(shop.env("DATABASE_URL")
                .matches("postgresql://" + shop.databaseUser() + ":[A-Za-z0-9]{32}@[^/]+:5432/" + shop.databaseName()));
        assertTrue(shop.env("REDIS_URL")
                .matches("redis://" + shop.name() + ":[A-Za-z0-9]+@[^/]+:6379/" + made.number("/redis/db")));
        assertEquals("rw-------", Text.mode(shop.envFile()));
        assertEquals("rwx------", Text.mode(shop.envFile().getParent()));
        List<Path> backups = Text.list(Sandbox.root().resolve("env-backup").resolve(shop.name()));
        assertFalse(backups.isEmpty(), "no backup of the env file");
        backups.forEach(backup -> assertEquals("rw-------", Text.mode(backup)));
    }

    @Test
    void theDatabaseUrlOfTheEnvFileMakesATable() {
        String url = shop.env("DATABASE_URL");
        Storage.psql(url, "CREATE TABLE visits (at timestamptz); INSERT INTO visits VALUES (now())")
                .ok();
        assertEquals("1", Storage.psql(url, "SELECT count(*) FROM visits").ok().text());
    }

    @Test
    void noProjectsUserCanConnectToAnothersDatabase() {
        Project other = Project.fresh();
        other.init("database", true).call().ok();
        String intruder = shop.env("DATABASE_URL").replace("/" + shop.databaseName(), "/" + other.databaseName());
        String back = other.env("DATABASE_URL").replace("/" + other.databaseName(), "/" + shop.databaseName());
        assertTrue(Storage.psql(intruder, "SELECT 1").failed());
        assertTrue(Storage.psql(back, "SELECT 1").failed());
        Agreement.check(other);
    }

    @Test
    void theRedisUserIsFencedToItsNumber() {
        String url = shop.env("REDIS_URL");
        int number = made.number("/redis/db");
        int other = number == 3 ? 4 : 3;
        assertEquals("OK", Storage.redis(url, "SET", "greeting", "hello").text());
        assertEquals("hello", Storage.redis(url, "GET", "greeting").text());
        for (String[] forbidden : new String[][] {
            {"SELECT", Integer.toString(other)},
            {"MOVE", "greeting", Integer.toString(other)},
            {"SWAPDB", Integer.toString(number), Integer.toString(other)},
            {"FLUSHALL"},
            {"CONFIG", "GET", "*"},
            {"EVAL", "return redis.call('SELECT', " + other + ")", "0"},
            {"COPY", "greeting", "stolen", "DB", Integer.toString(other)},
        }) {
            String said = Storage.redis(url, forbidden).text();
            assertTrue(
                    said.contains("NOPERM") || said.contains("ERR"), () -> String.join(" ", forbidden) + ": " + said);
        }
    }

    @Test
    void theRedisUserSurvivesARestartOfRedis() {
        Sandbox.restart("redis");
        assertEquals("PONG", Storage.redis(shop.env("REDIS_URL"), "PING").ok().text());
    }

    @Test
    void digFindsTheRecordOnce() {
        assertEquals(List.of(Sandbox.appHost()), Storage.addresses(shop.domain()));
    }

    @Test
    void aProjectWithoutAVersionAnswers503OverItsOwnDomainInASentence() {
        Wire.Reply reply = shop.site().get("/");
        assertEquals(503, reply.status());
        assertTrue(reply.text().length() > 10 && !reply.text().contains("<"), reply::text);
    }

    @Test
    void asSoonAsItIsMadeEverythingAgrees() {
        Agreement.check(shop);
    }

    @Test
    void aSecondInitChangesNothing() {
        byte[] env = Text.bytes(shop.envFile());
        byte[] slots = Text.bytes(shop.slotFile());
        byte[] site = Text.bytes(shop.siteFile());
        JsonNode entry = shop.ssot();
        Answer again = shop.tool("workflow_init").call().ok();
        assertFalse(again.at("/created").asBoolean(), again::toString);
        assertEquals(made.at("/ports"), again.at("/ports"));
        assertEquals(made.at("/redis"), again.at("/redis"));
        assertArrayEquals(env, Text.bytes(shop.envFile()), "the env file");
        assertArrayEquals(slots, Text.bytes(shop.slotFile()), "the slot file");
        assertArrayEquals(site, Text.bytes(shop.siteFile()), "the site file");
        assertEquals(entry, shop.ssot());
        Agreement.check(shop);
    }

    @Test
    void whatIsMissingIsMadeAgainAndTheRestIsKept() throws IOException {
        Project torn = Project.fresh();
        torn.init("database", true).call().ok();
        byte[] env = Text.bytes(torn.envFile());
        Files.delete(torn.siteFile());
        Files.delete(torn.slotFile());
        torn.init("database", true).call().ok();
        assertArrayEquals(env, Text.bytes(torn.envFile()), "the env file");
        Agreement.check(torn);
    }

    @Test
    void stagingHasItsOwnPortsDatabaseFileAndDomain() {
        Project staging = shop.staging();
        byte[] production = Text.bytes(shop.envFile());
        Answer answer = staging.init("database", true).call().ok();
        assertTrue(answer.number("/ports/blue") >= 4500 && answer.number("/ports/blue") <= 4998, answer::toString);
        assertEquals(shop.name().replace('-', '_') + "_staging_db", answer.text("/database/name"));
        assertEquals(shop.name() + "-staging." + Sandbox.baseDomain(), answer.text("/domain"));
        assertEquals(staging.databaseUser(), answer.text("/database/user"));
        assertNotEquals(shop.env("DATABASE_URL"), staging.env("DATABASE_URL"));
        assertArrayEquals(production, Text.bytes(shop.envFile()), "production's env file");
        Agreement.check(staging);
        Agreement.check(shop);
    }

    @Test
    void aPortThatSomebodyListensOnIsSkipped() throws IOException {
        int free = lowestFreePair();
        try (ServerSocket stranger = new ServerSocket(free, 1, InetAddress.getByName("127.0.0.1"))) {
            Answer answer = Project.fresh().init().call().ok();
            assertNotEquals(stranger.getLocalPort(), answer.number("/ports/blue"));
        }
    }

    @Test
    void withoutDnsEverythingIsTakenBack() {
        takesBackEverythingWithout("pdns", "DNS_UNAVAILABLE");
    }

    @Test
    void withoutPostgresEverythingIsTakenBack() {
        takesBackEverythingWithout("postgres", "DATABASE_UNAVAILABLE");
    }

    @Test
    void withoutRedisEverythingIsTakenBack() {
        takesBackEverythingWithout("redis", "REDIS_UNAVAILABLE");
    }

    private static void takesBackEverythingWithout(String part, String code) {
        Project unlucky = Project.fresh();
        Answer answer;
        Sandbox.stop(part);
        try {
            answer = unlucky.tool("workflow_init").call();
        } finally {
            Sandbox.start(part);
        }
        answer.refused(503, code);
        // It is answered as soon as its outcome is known; what is taken back is in its record.
        Answer end = Crash.ended(answer.operationId());
        assertTrue(end.stepNames().size() > 3, end::toString);
        Agreement.check(unlucky);
        unlucky.tool("workflow_init").call().ok();
        Agreement.check(unlucky);
    }

    @Test
    void aSiteThatCaddyRefusesIsTakenBackWithCaddysReason() throws IOException {
        Project unlucky = Project.fresh();
        Path foreign = Sandbox.sites().resolve("foreign-" + unlucky.name() + ".caddy");
        Files.writeString(foreign, unlucky.domain() + " {\n\trespond \"mine\"\n}\n");
        try {
            Answer answer = unlucky.init().call().refused(422, "SITE_INVALID");
            assertTrue(answer.error().contains("ambiguous"), answer::toString);
            assertFalse(Files.exists(unlucky.siteFile()));
        } finally {
            Files.delete(foreign);
        }
        Agreement.check(unlucky);
        Agreement.check(shop);
    }

    @Test
    void anUnreadableRegistryFileStopsEverythingAndIsNeverReplaced() throws IOException {
        Path file = Sandbox.registry().resolve("redis-db.json");
        String good = Text.of(file);
        Project unlucky = Project.fresh();
        try {
            Files.writeString(file, "{\"used\": {\"exis");
            Answer answer = unlucky.init("redis", true).call().refused(503, "REGISTRY_CORRUPT");
            assertTrue(answer.error().contains("redis-db.json"), answer::toString);
            assertEquals("{\"used\": {\"exis", Text.of(file));
        } finally {
            Files.writeString(file, good);
        }
        Agreement.check(unlucky);
    }

    @Test
    void noAnswerAndNoLogTellsAPassword() {
        String database = passwordOf(shop.env("DATABASE_URL"));
        String redis = passwordOf(shop.env("REDIS_URL"));
        String status = shop.tool("slot_status").call().toString()
                + shop.tool("env_get").call();
        for (String password : List.of(database, redis)) {
            assertFalse(made.toString().contains(password), "a password in the answer of workflow_init");
            assertFalse(status.contains(password), "a password in an answer");
            Shell.Output found = Shell.run(
                    "grep",
                    "-rlF",
                    "--",
                    password,
                    Sandbox.logs().toString(),
                    Sandbox.registry().toString());
            assertEquals(List.of(), found.lines(), "files that tell a password");
        }
    }

    private static String passwordOf(String url) {
        return url.replaceFirst(".*//[^:]*:", "").replaceFirst("@.*", "");
    }

    private static int lowestFreePair() {
        JsonNode taken = Text.json(Sandbox.registry().resolve("ssot.json")).at("/ports/allocated");
        return IntStream.iterate(4100, port -> port + 2)
                .filter(port -> !taken.has(Integer.toString(port)) && !taken.has(Integer.toString(port + 1)))
                .findFirst()
                .orElseThrow();
    }
}
