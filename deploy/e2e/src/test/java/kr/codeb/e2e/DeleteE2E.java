package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code project_delete}: nothing without its plan's confirmation; then everything of the project goes, and nothing of others. */
@ExtendWith(Projects.class)
class DeleteE2E {

    private static final List<String> STEPS = List.of(
            "close_routes",
            "remove_containers",
            "remove_dns_records",
            "drop_database",
            "remove_redis_user",
            "remove_env",
            "update_registry");

    private static Project neighbour;

    @BeforeAll
    static void runANeighbour() {
        neighbour = complete(Project.fresh());
    }

    private static Project complete(Project project) {
        project.init("database", true, "redis", true).call().ok();
        project.deploy("app:v1").call().ok();
        project.promote().call().ok();
        return project;
    }

    private static Answer planned(Project project, Object... more) {
        return all(project, more).call().refused(409, "CONFIRMATION_REQUIRED");
    }

    /** All its environments. */
    private static Call all(Project project, Object... more) {
        return project.codeb()
                .tool(
                        "project_delete",
                        Stream.concat(Stream.of("projectName", project.name()), Stream.of(more))
                                .toArray());
    }

    private static Answer deleted(Project project, Object... more) {
        String token = planned(project, more).text("/details/confirm");
        return all(
                        project,
                        Stream.concat(Stream.of(more), Stream.of("confirm", token))
                                .toArray())
                .call()
                .ok();
    }

    @Test
    void everythingOfTheProjectGoesAndItsNeighbourNoticesNothing() {
        Project shop = complete(Project.fresh());
        Project staging = complete(shop.staging());
        String number = staging.ssot().at("/redis/db").asText();
        Storage.redis(staging.env("REDIS_URL"), "SET", "left", "behind").ok();
        byte[] env = Text.bytes(neighbour.envFile());
        byte[] site = Text.bytes(neighbour.siteFile());
        byte[] slots = Text.bytes(neighbour.slotFile());
        String container = neighbour.container("green").id();

        Answer plan = planned(shop);
        assertEquals("staging", plan.text("/details/plan/environments/0/environment"));
        assertEquals("production", plan.text("/details/plan/environments/1/environment"));
        assertEquals(shop.container("green").name(), plan.text("/details/plan/environments/1/containers/0"));
        assertEquals(shop.databaseName(), plan.text("/details/plan/environments/1/database"));
        assertTrue(shop.container("green").running(), "a plan deletes nothing");
        Agreement.check(shop);
        Answer answer = deleted(shop);

        assertTrue(answer.at("/projectRemoved").asBoolean(), answer::toString);
        assertEquals(2, answer.at("/deleted").size());
        assertEquals(
                Stream.concat(STEPS.stream(), Stream.of("delete_production")).toList(), answer.stepNames());
        Agreement.check(shop);
        Agreement.check(staging);
        for (String folder : List.of("env", "env-backup", "projects")) {
            Path left = Sandbox.root().resolve(folder).resolve(shop.name());
            assertFalse(Files.exists(left), () -> left + " is left");
        }
        assertEquals(List.of(), Container.labelled("codeb.project", shop.name()));
        assertEquals(
                "0",
                Storage.redis(Sandbox.need("CODEB_REDIS_ADMIN_URL").replaceFirst("/\\d*$", "/" + number), "DBSIZE")
                        .ok()
                        .text());
        shop.tool("slot_status").call().refused(404, "PROJECT_NOT_FOUND");

        assertArrayEquals(env, Text.bytes(neighbour.envFile()), "the neighbour's env file");
        assertArrayEquals(site, Text.bytes(neighbour.siteFile()), "the neighbour's site");
        assertArrayEquals(slots, Text.bytes(neighbour.slotFile()), "the neighbour's slots");
        assertEquals(container, neighbour.container("green").id());
        neighbour.site().serves("v1");
        Agreement.check(neighbour);
    }

    @Test
    void theNameAndItsNumbersAreFreeAgain() {
        Project shop = Project.fresh();
        Answer first = shop.init("database", true, "redis", true).call().ok();
        String password = shop.env("DATABASE_URL");
        Storage.psql(password, "CREATE TABLE old (n int)").ok();
        deleted(shop);

        Answer again = shop.init("database", true, "redis", true).call().ok();

        assertTrue(again.at("/created").asBoolean(), again::toString);
        assertEquals(first.at("/ports"), again.at("/ports"));
        assertEquals(first.at("/redis/db"), again.at("/redis/db"));
        assertNotEquals(password, shop.env("DATABASE_URL"));
        assertEquals(
                "0",
                Storage.psql(shop.env("DATABASE_URL"), "SELECT count(*) FROM pg_tables WHERE tablename = 'old'")
                        .ok()
                        .text());
        shop.deploy("app:v1").call().ok();
        shop.promote().call().ok();
        Agreement.check(shop);
    }

    @Test
    void oneEnvironmentGoesAndTheOtherServesOn() {
        Project shop = complete(Project.fresh());
        Project staging = complete(shop.staging());

        Answer answer = deleted(shop, "environment", "staging");

        assertFalse(answer.at("/projectRemoved").asBoolean(), answer::toString);
        assertEquals(STEPS, answer.stepNames());
        Agreement.check(staging);
        Agreement.check(shop);
        shop.site().serves("v1");
        all(shop, "environment", "staging").call().refused(404, "PROJECT_NOT_FOUND");
    }

    @Test
    void aDatabaseIsKeptWhenAskedAndUsedAgain() {
        Project shop = Project.fresh();
        shop.init("database", true).call().ok();
        Storage.psql(shop.env("DATABASE_URL"), "CREATE TABLE kept (n int)").ok();

        Answer answer = deleted(shop, "keepDatabase", true);

        assertEquals("skipped", answer.step("drop_database"));
        assertTrue(Storage.hasDatabase(shop.databaseName()) && Storage.hasUser(shop.databaseUser()));
        shop.init("database", true).call().ok();
        Storage.psql(shop.env("DATABASE_URL"), "SELECT n FROM kept").ok();
        Agreement.check(shop);
    }

    @Test
    void onlyItsOwnFreshTokenConfirms() {
        Project shop = Project.fresh();
        shop.init().call().ok();
        String token = planned(shop).text("/details/confirm");

        planned(shop, "confirm", "yes");
        planned(shop, "confirm", token, "keepDatabase", true);
        planned(shop.by(Codeb.as("admin")), "confirm", token);
        planned(neighbour, "confirm", token);
        shop.deploy("app:v1").call().ok();
        Answer fresh = planned(shop, "confirm", token);
        assertEquals(1, fresh.at("/details/plan/environments/0/containers").size(), "what is there has changed");
        for (String role : List.of("viewer", "member")) {
            all(shop.by(Codeb.as(role)), "confirm", token).call().refused(403, "FORBIDDEN");
        }
        Agreement.check(shop);

        String good = fresh.text("/details/confirm");
        all(shop, "confirm", good).call().ok();
        shop.init().call().ok();
        planned(shop, "confirm", good);
        Agreement.check(shop);
    }

    @Test
    void aDeletionWhoseDeployerDiesIsFinished() {
        Project shop = complete(Project.fresh());
        complete(shop.staging());
        String token = planned(shop).text("/details/confirm");
        String id = all(shop, "confirm", token).start();
        Sandbox.strike("deployer");
        Sandbox.start("deployer");

        Wait.until(
                "the deletion has ended",
                Duration.ofMinutes(2),
                () -> !List.of("pending", "running")
                        .contains(shop.codeb().operation(id).text("/state")));

        if (!shop.ssot().isMissingNode()) {
            // It died before it began.
            shop.codeb().operation(id).refused(503, "SERVICE_UNAVAILABLE");
            deleted(shop);
        }
        Agreement.check(shop);
        Agreement.check(shop.staging());
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() {
        Project shop = complete(Project.fresh());
        String token = planned(shop).text("/details/confirm");
        String id;
        Sandbox.stop("redis");
        try {
            id = all(shop, "confirm", token).start();
            Wait.until("its site is gone", Duration.ofSeconds(30), () -> !Files.exists(shop.siteFile()));
        } finally {
            Sandbox.start("redis");
        }
        Wait.until("it is deleted", Duration.ofMinutes(2), () -> shop.ssot().isMissingNode());
        Wait.until(
                "it has ended",
                Duration.ofSeconds(30),
                () -> shop.codeb().operation(id).succeeded());
        Agreement.check(shop);
    }
}
