package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A switch loses no request and cuts no stream, of the project and of its neighbour. */
@ExtendWith(Projects.class)
class SwitchE2E {

    private static final int ROUNDS = Sandbox.longForm() ? 20 : 3;
    private static final int OF_EACH_KIND = 2;
    private static final List<String> SERVICES = List.of("registry", "provisioner", "deployer", "gateway");
    private static final List<String> SERVERS =
            List.of("docker", "caddy", "postgres", "redis", "pdns", "sshd", "sshd-storage");

    /** How long a deploy waits for requests that do not end. */
    private static final int DRAIN_MILLIS = 30_000;

    private static Project shop;
    private static Project neighbour;

    @BeforeAll
    static void runTwoShops() {
        shop = Project.fresh().running("app:v1");
        neighbour = Project.fresh().running("app:v3");
        shop.deploy("app:v2").call().ok();
    }

    @Test
    void promotesAndRollbacksLoseNoRequestAndCutNoStream() {
        try (Load load = Load.everyKindOn(shop, neighbour)) {
            Wait.seconds(1);
            for (int round = 0; round < ROUNDS; round++) {
                shop.promote().call().ok();
                shop.site().serves("v2");
                Wait.millis(300);
                shop.rollback().call().ok();
                shop.site().serves("v1");
                Wait.millis(300);
            }
            load.lostNothing();
        }
        Agreement.check(shop);
    }

    @Test
    void deploysLoseNoRequestAndCutNoStreamOfTheActiveVersion() {
        try (Load load = Load.everyKindOn(shop, neighbour)) {
            shop.deploy("app:v3").call().ok();
            shop.deploy("crash:v1").call();
            shop.deploy("app:v2").call().ok();
            load.lostNothing();
        }
        Agreement.check(shop);
    }

    /** What is begun on a version is answered by it, although the next version but one takes its slot meanwhile. */
    @Test
    void requestsInFlightOutliveTheNextTwoDeploys() {
        Project busy = Project.fresh().running("app:v1");
        Map<String, CompletableFuture<Void>> underWay = new LinkedHashMap<>();
        for (int i = 1; i <= OF_EACH_KIND; i++) {
            underWay.put("slow answer " + i, ask(busy, wire -> good(wire.get("/slow?ms=15000"))));
            underWay.put(
                    "slow answer to a POST " + i, ask(busy, wire -> good(wire.ask("POST", "/slow?ms=15000", "x"))));
            underWay.put("upload " + i, ask(busy, wire -> good(wire.upload("/echo", 500_000, 1_500))));
            underWay.put("page in parts, compressed, " + i, ask(busy, wire -> Visitors.pages(wire, "", 30)));
            underWay.put(
                    "events, compressed, " + i, ask(busy, wire -> Visitors.pages(wire, "&type=text/event-stream", 30)));
        }
        Wait.until(
                "they are under way", Duration.ofSeconds(12), () -> requestsAt(busy.port("green")) >= underWay.size());
        busy.deploy("app:v2").call().ok();
        busy.promote().call().ok();
        busy.deploy("app:v3").call().ok();
        underWay.forEach((what, end) -> assertDoesNotThrow(end::join, what));
        busy.preview("green").serves("v3");

        // Connections that Caddy only keeps open are no reason to wait.
        busy.promote().call().ok();
        busy.site().serves("v3");
        Answer next = busy.deploy("app:v1").call().ok();
        assertTrue(next.number("/duration") < DRAIN_MILLIS / 2, next::toString);
        Agreement.check(busy);
    }

    private static CompletableFuture<Void> ask(Project project, Request request) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (Wire wire = new Wire(project.domain())) {
                request.on(wire);
                end.complete(null);
            } catch (IOException lost) {
                end.completeExceptionally(lost);
            }
        });
        return end;
    }

    private interface Request {
        void on(Wire wire) throws IOException;
    }

    private static void good(Wire.Reply reply) throws IOException {
        Visitors.expect(200, reply);
    }

    /** How many requests are under way at a slot's port, as connections to it show. */
    private static long requestsAt(int port) {
        return Shell.run("ss", "-Htn", "state", "established", "dport = :" + port)
                .ok()
                .out()
                .lines()
                .count();
    }

    @Test
    void killingEachOfOurServicesIsNoticedByNobody() {
        try (Load load = Load.everyKindOn(shop, neighbour)) {
            SERVICES.forEach(Sandbox::strike);
            Wait.seconds(2);
            Sandbox.start(SERVICES);
            load.lostNothing();
        }
        shop.tool("slot_status").call().ok();
    }

    @Test
    void withNoneOfOurServicesRunningARestartOfCaddyOrOfAllServersKeepsTheRouting() {
        String version = shop.site().version();
        Sandbox.stop(SERVICES);
        try {
            Sandbox.kill("caddy");
            shop.site().serves(version);
            SERVERS.forEach(Sandbox::strike);
            Sandbox.start(SERVERS);
            Wait.until(
                    "the containers run again",
                    Duration.ofSeconds(30),
                    () -> shop.site().get("/version").status() == 200);
            shop.site().serves(version);
        } finally {
            Sandbox.start(SERVICES);
        }
        Agreement.check(shop);
        Agreement.check(neighbour);
    }
}
