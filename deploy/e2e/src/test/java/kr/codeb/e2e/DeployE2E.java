package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deploy, promote, rollback, cleanup: who serves, who waits, and what a failure leaves behind. */
@ExtendWith(Projects.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeployE2E {

    private static final List<String> DEPLOY_STEPS = List.of(
            "get_slot_status",
            "select_slot",
            "pull_image",
            "cleanup_container",
            "start_container",
            "health_check",
            "update_registry");

    /** How long a deploy waits for health where nothing says that waiting is in vain. */
    private static final long PATIENCE_MILLIS = 60_000;

    /** How long an application may take to end. */
    private static final long STOP_MILLIS = 10_000;

    /** What takes a minute by itself is begun before all tests, and looked at after the others. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final Map<Sick, CompletableFuture<Answer>> SICK = new LinkedHashMap<>();

    private static Project shop;
    private static Project expired;

    @BeforeAll
    static void initialiseAShop() {
        shop = Project.fresh();
        shop.init().call().ok();
        beginSickDeploys();
        expired = shopToBreak();
        letGraceEnd(expired);
    }

    /** v2 serves, v1 stands in grace; from whatever state the test before left. */
    private static void givenV2WithV1InGrace() {
        if (runs("v1", "v2")) {
            shop.rollback().call().ok();
        } else if (!runs("v2", "v1")) {
            bringV2WithV1InGrace(shop);
        }
    }

    private static boolean runs(String active, String grace) {
        return List.of("active", "grace").stream()
                .allMatch(state -> shop.is(state)
                        && shop.container(slotIn(state)).running()
                        && shop.slots()
                                .at("/%s/version".formatted(slotIn(state)))
                                .asText()
                                .equals(state.equals("active") ? active : grace));
    }

    private static void bringV2WithV1InGrace(Project project) {
        project.deploy("ok:v1").call().ok();
        project.promote().call().ok();
        project.deploy("ok:v2").call().ok();
        project.promote().call().ok();
    }

    @Test
    void oneThatIsToGoLiveDoesSoAndOneThatDoesNotWaitIsNotPromoted() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        Answer answer = fresh.tool("deploy_project", "image", Sandbox.image("app:v1"), "promote", true)
                .call()
                .ok();
        assertTrue(answer.at("/promoted").asBoolean(), answer::toString);
        fresh.site().serves("v1");

        fresh.deploy("app:v2").call().ok();
        fresh.tool("slot_promote", "expectedVersion", "v3").call().refused(409, "VERSION_MISMATCH");
        fresh.site().serves("v1");
        fresh.tool("slot_promote", "expectedVersion", "v2").call().ok();
        fresh.site().serves("v2");
        Agreement.check(fresh);
    }

    private static String slotIn(String state) {
        return slotIn(shop, state);
    }

    private static String slotIn(Project project, String state) {
        return project.state("blue").equals(state) ? "blue" : "green";
    }

    /** One of its own: Caddy remembers for ten seconds that a container did not answer. */
    private static Project shopToBreak() {
        Project project = Project.fresh();
        project.init().call().ok();
        bringV2WithV1InGrace(project);
        return project;
    }

    @Test
    void aDeployAnswersInTheSeedsShapeAndMovesNoTraffic() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        Answer answer = fresh.deploy("ok:v1").call().ok();
        assertEquals("green", answer.text("/slot"), "the first deploy goes to green");
        assertEquals(fresh.port("green"), answer.number("/port"));
        assertEquals(
                "https://" + fresh.preview("green").host(),
                answer.text("/previewUrl").replaceFirst(":\\d+$", ""));
        assertEquals("v1", answer.text("/version"));
        assertEquals(Sandbox.image("ok:v1"), answer.text("/image"));
        assertTrue(answer.text("/digest").matches("sha256:[0-9a-f]{64}"), answer::toString);
        assertTrue(answer.number("/duration") > 0, answer::toString);
        DEPLOY_STEPS.stream()
                .filter(step -> !step.equals("cleanup_container"))
                .forEach(step -> assertEquals("success", answer.step(step), () -> step + " in " + answer));
        assertEquals("skipped", answer.step("cleanup_container"), () -> "the slot was empty: " + answer);
        assertEquals(
                DEPLOY_STEPS,
                answer.stepNames().stream().filter(DEPLOY_STEPS::contains).toList());
        assertEquals(503, fresh.site().get("/").status(), "nothing is promoted yet");
        fresh.preview("green").serves("v1");
        assertEquals(404, fresh.preview("blue").get("/").status(), "an empty slot has no preview");
        Agreement.check(fresh);
    }

    @Test
    void theContainerIsMadeAsTheSpecSays() {
        givenV2WithV1InGrace();
        Container container = shop.container(slotIn("active"));
        JsonNode real = container.inspect();
        JsonNode host = real.path("HostConfig");
        assertEquals(List.of("127.0.0.1:%d->3000/tcp".formatted(shop.port(slotIn("active")))), container.published());
        assertEquals(shop.name(), container.label("codeb.project"));
        assertEquals("production", container.label("codeb.environment"));
        assertEquals(slotIn("active"), container.label("codeb.slot"));
        assertEquals("v2", container.label("codeb.version"));
        assertEquals("always", host.at("/RestartPolicy/Name").asText());
        assertEquals(512L << 20, host.path("Memory").asLong());
        assertEquals(1_000_000_000L, host.path("NanoCpus").asLong());
        assertTrue(host.path("PidsLimit").asInt() > 0, "a pids limit");
        assertTrue(host.path("SecurityOpt").toString().contains("no-new-privileges"), host::toString);
        assertTrue(host.path("CapDrop").size() > 0, "dropped capabilities");
        assertTrue(host.at("/LogConfig/Config").has("max-size"), "log rotation");
        assertTrue(real.at("/Config/Image").asText().matches(".*/e2e/ok@sha256:[0-9a-f]{64}"), "pinned to a digest");
        assertEquals(10_000_000_000L, real.at("/Config/Healthcheck/Interval").asLong());
    }

    @Test
    void theNextVersionWaitsInItsPreviewWhileProductionServesTheOldOne() {
        givenV2WithV1InGrace();
        shop.deploy("ok:v3").call().ok();
        shop.site().serves("v2");
        Wire.Reply preview = shop.preview(slotIn("deployed")).get("/");
        assertEquals("v3", preview.text().strip());
        assertEquals("noindex", preview.header("X-Robots-Tag"));
        assertEquals("", shop.site().get("/").header("X-Robots-Tag"));
        Agreement.check(shop);
    }

    @Test
    void aKilledActiveContainerNeverLetsAVisitorSeeTheUnpromotedVersion() {
        Project broken = shopToBreak();
        broken.deploy("ok:v3").call().ok();
        broken.container(slotIn(broken, "active")).kill();
        Instant end = Instant.now().plusSeconds(3);
        while (Instant.now().isBefore(end)) {
            assertNotEquals("v3", broken.site().get("/").text().strip(), "an unpromoted version was served");
        }
        broken.container(slotIn(broken, "active")).remove();
        assertTrue(broken.site().get("/").status() >= 500, "nothing that may serve is left");
    }

    @Test
    void theGraceSlotServesWhileTheActiveContainerIsAway() {
        Project broken = shopToBreak();
        String active = broken.container(slotIn(broken, "active")).name();
        Shell.run("docker", "stop", "-t", "1", active).ok();
        assertEquals("v1", broken.site().get("/").text().strip());
        Shell.run("docker", "start", active).ok();
        Wait.until(
                "v2 serves again",
                Duration.ofSeconds(20),
                () -> broken.site().version().equals("v2"));
        Agreement.check(broken);
    }

    @Test
    void promoteMovesTrafficAndKeepsTheOldVersionInGrace() {
        givenV2WithV1InGrace();
        shop.deploy("ok:v3").call().ok();
        String from = slotIn("active");
        String to = slotIn("deployed");
        Answer answer = shop.promote().call().ok();
        shop.site().serves("v3");
        assertEquals(from, answer.text("/fromSlot"));
        assertEquals(to, answer.text("/toSlot"));
        assertEquals("v2", answer.text("/previousVersion"));
        assertEquals("v3", answer.text("/newVersion"));
        assertEquals("https://" + shop.domain(), answer.text("/url").replaceFirst(":\\d+$", ""));
        Duration grace = Duration.between(Instant.now(), Instant.parse(answer.text("/graceExpiresAt")));
        assertTrue(Math.abs(grace.toMinutes() - 48 * 60) <= 1, answer::toString);
        List.of("find_deployed_slot", "health_check", "switch_traffic", "update_registry")
                .forEach(step -> assertEquals("success", answer.step(step), answer::toString));
        assertEquals("active", shop.state(to));
        assertEquals("grace", shop.state(from));
        assertTrue(shop.slots().at("/" + to).hasNonNull("promotedAt"));
        Agreement.check(shop);
    }

    @Test
    void rollbackServesTheOldVersionAtOnceAndTheOtherCanBePromotedAgain() {
        givenV2WithV1InGrace();
        Answer answer = shop.tool("rollback", "reason", "too slow").call().ok();
        shop.site().serves("v1");
        assertEquals("v1", answer.text("/restoredVersion"));
        List.of("find_grace_slot", "health_check", "switch_traffic", "update_registry")
                .forEach(step -> assertEquals("success", answer.step(step), answer::toString));
        assertEquals("deployed", shop.state(answer.text("/fromSlot")));
        assertEquals("active", shop.state(answer.text("/toSlot")));
        Agreement.check(shop);
        shop.rollback().call().refused(409, "NO_GRACE_SLOT");
        shop.promote().call().ok();
        shop.site().serves("v2");
    }

    @Test
    void rollbackMakesTheContainerAgainWhenItIsGone() {
        givenV2WithV1InGrace();
        shop.container(slotIn("grace")).remove();
        shop.rollback().call().ok();
        shop.site().serves("v1");
        Agreement.check(shop);
    }

    @Test
    void withNothingDeployedPromoteSaysWhatToDo() {
        givenV2WithV1InGrace();
        Answer answer = shop.promote().call().refused(409, "SLOT_NOT_DEPLOYED");
        assertTrue(answer.error().toLowerCase().contains("deploy"), answer::toString);
        shop.site().serves("v2");
    }

    @Test
    void aContainerThatExitsIsRefusedAsSoonAsAHealthyOneIsAcceptedAndSaysWhy() {
        givenV2WithV1InGrace();
        String grace = shop.container(slotIn("grace")).id();
        Answer answer = shop.deploy("crash:v1").call();
        assertTrue(List.of("UNHEALTHY", "START_FAILED").contains(answer.code()), answer::toString);
        assertEquals(422, answer.status());
        assertEquals("EXITED", answer.text("/details/diagnosis/cause"));
        assertEquals(3, answer.number("/details/diagnosis/exitCode"));
        assertTrue(
                answer.at("/details/diagnosis").toString().contains("the configuration is missing"), answer::toString);
        assertEverythingAsBefore(grace);
        long healthy = stepMillis(shop.deploy("ok:v1").call().ok(), "health_check");
        long exited = stepMillis(answer, "health_check");
        assertTrue(exited <= 3 * healthy + 1_000, () -> exited + " ms where health took " + healthy + ": " + answer);
    }

    /** Nor is it killed in the middle of its work: it ends in its own time, behind the answer. */
    @Test
    void aDeployDoesNotWaitForAnApplicationThatDoesNotEnd() {
        Project stubborn = Project.fresh();
        stubborn.init().call().ok();
        stubborn.deploy("stubborn:v1").call().ok();
        String before = stubborn.container("green").id();
        Answer answer = stubborn.deploy("ok:v1").call().ok();
        assertEquals("v1", answer.text("/replaced/version"));
        assertEquals("deployed", answer.text("/replaced/state"));
        assertTrue(stepMillis(answer, "cleanup_container") < STOP_MILLIS / 2, answer::toString);
        assertEquals(
                "true",
                Shell.run("docker", "inspect", "--format", "{{.State.Running}}", before)
                        .ok()
                        .out()
                        .strip());
        Wait.until(
                "it has been killed and removed behind the answer",
                Duration.ofSeconds(40),
                () -> Shell.run("docker", "inspect", before).exit() != 0);
        stubborn.preview("green").serves("v1");
        Agreement.check(stubborn);
    }

    @Test
    void aDeployThatFailsGivesTheSlotBackToTheVeryProcess() {
        givenV2WithV1InGrace();
        Container grace = shop.container(slotIn("grace"));
        String began = grace.inspect().at("/State/StartedAt").asText();
        shop.deploy("crash:v1").call().refused(422, "UNHEALTHY");
        assertEquals(began, grace.inspect().at("/State/StartedAt").asText());
        shop.preview(slotIn("grace")).serves("v1");
        Agreement.check(shop);
    }

    /** 400 KB of variables: what Docker then says of the container is as large. */
    @Test
    void manyVariablesMakeADeployNoSlower() {
        Project large = Project.fresh();
        large.init().call().ok();
        long without = large.deploy("ok:v1").call().ok().number("/duration");
        large.syncEnv(IntStream.range(0, 1_000)
                        .mapToObj(i -> "V%04d=%s".formatted(i, "x".repeat(400)))
                        .collect(Collectors.joining("\n")))
                .call()
                .ok();
        Answer answer = large.deploy("ok:v2").call().ok();
        assertTrue(answer.number("/duration") < 3 * without + 1_000, () -> without + " ms without them: " + answer);
    }

    private static long stepMillis(Answer answer, String step) {
        return answer.at("/steps")
                .valueStream()
                .filter(one -> one.path("name").asText().equals(step))
                .mapToLong(one -> one.path("duration").asLong())
                .sum();
    }

    /** An application that answers only to its own name over HTTPS, as visitors come. */
    @Test
    void anApplicationThatWantsItsOwnNameAndHttpsIsHealthy() {
        Project picky = Project.fresh();
        picky.init().call().ok();
        picky.deploy("picky:v1").call().ok();
        picky.promote().call().ok();
        assertEquals(200, picky.site().get("/").status());
    }

    @Test
    void moreMemoryThanThereIsIsRefusedWithTheReason() {
        Project greedy = Project.fresh();
        for (Object[] more : new Object[][] {{"memory", "9000g"}, {"cpus", "1000"}}) {
            Answer answer = greedy.init(more).call().refused(400, "INVALID_PARAMS");
            assertTrue(answer.error().contains((String) more[1]), answer::toString);
        }
        greedy.init().call().ok();
        greedy.tool("project_update", "memory", "9000g").call().refused(400, "INVALID_PARAMS");
    }

    @Test
    void aMissingImageIsRefusedAndCostsNothing() {
        givenV2WithV1InGrace();
        String grace = shop.container(slotIn("grace")).id();
        Answer answer = shop.deploy("ok:never-pushed").call().refused(422, "PULL_FAILED");
        assertEquals("failed", answer.step("pull_image"));
        assertTrue(answer.error().contains("never-pushed"), answer::toString);
        assertEverythingAsBefore(grace);
    }

    private static void assertEverythingAsBefore(String graceContainer) {
        shop.site().serves("v2");
        assertEquals("grace", shop.state(slotIn("grace")), "v1 is still in grace");
        assertEquals(graceContainer, shop.container(slotIn("grace")).id(), "with the very container it had");
        shop.preview(slotIn("grace")).serves("v1");
        Agreement.check(shop);
        shop.rollback().call().ok();
        shop.site().serves("v1");
    }

    /** Of these the project that has a version which serves. */
    private static final String SERVED = "silent:v1";

    private record Sick(String image, String cause, String words, Project project) {
        Sick(String image, String cause, String words) {
            this(image, cause, words, Project.fresh());
        }
    }

    /** All at once: some take as long as the health check waits. */
    private static void beginSickDeploys() {
        List<Sick> all = List.of(
                new Sick("wrongport:v1", "WRONG_PORT", "8080"),
                new Sick("loopback:v1", "LISTENS_ON_LOOPBACK", "0.0.0.0"),
                new Sick("ipv6only:v1", "LISTENS_ON_LOOPBACK", "IPv6"),
                new Sick("h2c:v1", "TIMEOUT", "HTTP/2"),
                new Sick("sick:v1", "HTTP_STATUS", ""),
                new Sick(SERVED, "TIMEOUT", ""));
        all.forEach(sick -> sick.project().init().call().ok());
        Project served = all.getLast().project();
        served.deploy("ok:v1").call().ok();
        served.promote().call().ok();
        all.forEach(sick -> SICK.put(sick, sick.project().deploy(sick.image()).later()));
    }

    /** What listens where nobody reaches it is told long before the others. */
    @Test
    @Order(LAST)
    void eachWayToBeUnhealthyIsRefusedWithItsCause() {
        SICK.forEach((sick, later) -> {
            Answer answer = later.join().refused(422, "UNHEALTHY");
            assertEquals(sick.cause(), answer.text("/details/diagnosis/cause"), answer::toString);
            assertTrue(answer.error().contains(sick.words()), answer::toString);
            assertFalse(answer.text("/details/diagnosis/sentence").isBlank(), answer::toString);
            assertTrue(
                    sick.words().isEmpty() || stepMillis(answer, "health_check") < PATIENCE_MILLIS / 2,
                    answer::toString);
            Agreement.check(sick.project());
            if (sick.image().equals(SERVED)) {
                sick.project().site().serves("v1");
            }
        });
    }

    @Test
    void anApplicationThatNeedsTooMuchMemoryIsToldSo() {
        Project small = Project.fresh();
        small.init("memory", "64m").call().ok();
        Answer answer = small.deploy("oom:v1").call();
        assertEquals(422, answer.status(), answer::toString);
        assertEquals("OOM_KILLED", answer.text("/details/diagnosis/cause"), answer::toString);
        assertTrue(answer.error().contains("64m"), answer::toString);
        Agreement.check(small);
    }

    @ParameterizedTest
    @CsvSource({"nocurl:v1", "slow:v1"})
    void anImageWithoutCurlAndASlowOneAreHealthy(String image) {
        shop.deploy(image).call().ok();
        Agreement.check(shop);
    }

    @Test
    void whatWasPulledIsPinnedWhateverHappensToTheTag() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        String tag = "ok:moving-" + fresh.name();
        tag("ok:v1", tag);
        String digest = fresh.deploy(tag).call().ok().text("/digest");
        fresh.promote().call().ok();
        fresh.deploy("ok:v3").call().ok();
        fresh.promote().call().ok();
        tag("ok:v2", tag);
        fresh.container("green").remove();
        fresh.rollback().call().ok();
        fresh.site().serves("v1");
        assertTrue(
                fresh.container("green").inspect().at("/Config/Image").asText().endsWith(digest));
    }

    /** Gives an image of the registry one more tag, by the registry's own API. */
    private static void tag(String image, String newTag) {
        String type = "application/vnd.docker.distribution.manifest.v2+json";
        String base = "http://" + Sandbox.need("CODEB_IMAGE_REGISTRY") + "/v2/e2e/ok/manifests/";
        Shell.sh(
                        "curl -sf -H \"Accept: $1\" \"$2\" | curl -sf -X PUT -H \"Content-Type: $1\" --data-binary @- \"$3\"",
                        type,
                        base + image.substring(3),
                        base + newTag.substring(3))
                .ok();
    }

    @Test
    void aPrivateImageIsPulledWithTheDeployersOwnLogin() {
        Answer answer = shop.tool("deploy_project", "image", Sandbox.need("CODEB_PRIVATE_REGISTRY") + "/e2e/private:v1")
                .call()
                .ok();
        shop.preview(answer.text("/slot")).serves("v1");
    }

    @Test
    void cleanupEmptiesTheGraceSlotAndNeverTheActiveOne() {
        givenV2WithV1InGrace();
        String grace = slotIn("grace");
        Answer early = shop.tool("slot_cleanup").call().ok();
        assertEquals(0, early.at("/cleaned").size(), () -> "the grace is not over: " + early);
        Answer forced = shop.cleanup().call().ok();
        assertEquals(1, forced.at("/cleaned").size(), forced::toString);
        assertEquals("empty", shop.state(grace));
        assertEquals(404, shop.preview(grace).get("/").status());
        shop.site().serves("v2");
        Agreement.check(shop);
        shop.rollback().call().refused(409, "NO_GRACE_SLOT");
        assertEquals(0, shop.cleanup().call().ok().at("/cleaned").size());
        shop.site().serves("v2");
        Wait.until(
                "its connections are drained and it is gone",
                Duration.ofSeconds(45),
                () -> !shop.container(grace).exists());
    }

    private static void letGraceEnd(Project project) {
        Shell.sh("""
                umask 077
                exec 9>>"$1/.lock"
                flock -x 9
                jq --arg slot "$3" '.[$slot].graceExpiresAt = "2026-01-01T00:00:00Z"' "$2" >"$2.new" && chown --reference="$2" "$2.new" && mv "$2.new" "$2"
                """, Sandbox.registry().toString(), project.slotFile().toString(), slotIn(project, "grace"))
                .ok();
        Answer answer = project.rollback().call();
        assertTrue(List.of("GRACE_EXPIRED", "NO_GRACE_SLOT").contains(answer.code()), answer::toString);
    }

    @Test
    @Order(LAST)
    void aGraceThatIsOverAllowsNoRollbackAndIsCleanedUpByItself() {
        Wait.until("the scheduler emptied the slot", Duration.ofSeconds(80), () -> !expired.is("grace"));
        expired.site().serves("v2");
        Agreement.check(expired);
    }

    @Test
    void noDeployPromoteRollbackOrCleanupTouchesASiteFileOrReloadsCaddy() {
        Project neighbour = Project.named(Projects.remember(shop.name() + "-admin"));
        neighbour.running("ok:v3");
        List<Path> files = List.of(shop.siteFile(), neighbour.siteFile());
        List<String> before = files.stream().map(Text::of).toList();
        int reloads = reloads();
        givenV2WithV1InGrace();
        shop.rollback().call().ok();
        shop.cleanup().call().ok();
        assertEquals(before, files.stream().map(Text::of).toList());
        assertEquals(reloads, reloads(), "reloads of Caddy");
        neighbour.site().serves("v3");
        Agreement.check(neighbour);
    }

    private static int reloads() {
        return (int) Text.of(Sandbox.logs().resolve("caddy.log"))
                .lines()
                .filter(line -> line.contains("config is unchanged") || line.contains("/load"))
                .count();
    }
}
