package kr.codeb.e2e;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A switch loses no request and cuts no stream, of the project and of its neighbour. */
@ExtendWith(Projects.class)
class SwitchE2E {

    private static final int ROUNDS = Sandbox.longForm() ? 20 : 5;
    private static final List<String> SERVICES = List.of("registry", "provisioner", "deployer", "gateway");
    private static final List<String> SERVERS =
            List.of("docker", "caddy", "postgres", "redis", "pdns", "sshd", "sshd-storage");

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

    @Test
    void killingEachOfOurServicesIsNoticedByNobody() {
        try (Load load = Load.everyKindOn(shop, neighbour)) {
            SERVICES.forEach(Sandbox::strike);
            Wait.seconds(2);
            SERVICES.forEach(Sandbox::start);
            load.lostNothing();
        }
        shop.tool("slot_status").call().ok();
    }

    @Test
    void withNoneOfOurServicesRunningARestartOfCaddyOrOfAllServersKeepsTheRouting() {
        String version = shop.site().version();
        SERVICES.forEach(Sandbox::stop);
        try {
            Sandbox.kill("caddy");
            shop.site().serves(version);
            SERVERS.forEach(Sandbox::strike);
            SERVERS.forEach(Sandbox::start);
            Wait.until(
                    "the containers run again",
                    Duration.ofSeconds(30),
                    () -> shop.site().get("/version").status() == 200);
            shop.site().serves(version);
        } finally {
            SERVICES.forEach(Sandbox::start);
        }
        Agreement.check(shop);
        Agreement.check(neighbour);
    }
}
