package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kr.codeb.e2e.Crash.Moment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} while an operation runs: it ends by itself, everything agrees, visitors notice nothing. */
@ExtendWith(Projects.class)
class CrashE2E {

    private static Project shop;
    private static Load visitors;

    @BeforeAll
    static void runAShopWithVisitors() {
        shop = Project.fresh().running("app:v1");
        visitors = Load.newcomersOn(shop);
    }

    @AfterAll
    static void theSiteWasServedThroughout() {
        visitors.lostNothing();
    }

    static Stream<Moment> momentsOfADeploy() {
        Stream<Moment> steps = Stream.of("pull_image", "cleanup_container", "start_container", "health_check",
                "update_registry").map(step -> new Moment.Step(step, "running"));
        return Sandbox.longForm() ? Stream.concat(steps, delays(2_000, 50)) : steps.filter(moment ->
                !moment.toString().contains("pull_image"));
    }

    static Stream<Moment> momentsOfASwitch() {
        return Sandbox.longForm() ? delays(200, 10) : Stream.of(new Moment.After(15), new Moment.After(45));
    }

    static Stream<Moment> momentsOfAnInit() {
        Stream<Moment> steps = Stream.of("create_database", "write_env", "update_ssot", "configure_site")
                .map(step -> new Moment.Step(step, "running"));
        return Sandbox.longForm() ? Stream.concat(steps, delays(2_000, 100)) : steps;
    }

    private static Stream<Moment> delays(long until, long every) {
        return LongStream.iterate(0, millis -> millis <= until, millis -> millis + every).mapToObj(Moment.After::new);
    }

    @ParameterizedTest
    @MethodSource("momentsOfADeploy")
    void theDeployerDiesInADeploy(Moment moment) {
        Answer end = Crash.of("deployer", shop.deploy("app:v2"), moment);
        afterThe(end, shop.deploy("app:v2"));
    }

    @ParameterizedTest
    @MethodSource("momentsOfASwitch")
    void theDeployerDiesInAPromoteARollbackAndACleanup(Moment moment) {
        shop.deploy("app:v2").call().ok();
        afterThe(Crash.of("deployer", shop.promote(), moment), shop.promote());
        afterThe(Crash.of("deployer", shop.rollback(), moment), shop.rollback());
        afterThe(Crash.of("deployer", shop.cleanup(), moment), shop.cleanup());
    }

    @ParameterizedTest
    @MethodSource("momentsOfAnInit")
    void theProvisionerDiesInAnInit(Moment moment) {
        Project fresh = Project.fresh();
        Object[] storage = {"database", true, "redis", true};
        Answer end = Crash.of("provisioner", fresh.init(storage), moment);
        Agreement.check(fresh);
        fresh.init(storage).call().ok();
        Agreement.check(fresh);
        assertTrue(end.text("/state").matches("succeeded|failed"), end::toString);
    }

    @Test
    void theProvisionerDiesInAnEnvSync() {
        for (long millis : List.of(5, 25, 60)) {
            String value = Text.randomLetters(8);
            Answer end = Crash.of("provisioner", shop.syncEnv("WORD=" + value + "\n"), new Moment.After(millis));
            if (end.text("/state").equals("succeeded")) {
                assertEquals(value, shop.env("WORD"));
            }
            afterThe(end, shop.syncEnv("WORD=" + value + "\n"));
            assertEquals(value, shop.env("WORD"));
        }
    }

    @Test
    void theRegistryDiesInADeploy() {
        Answer end = Crash.of("registry", shop.deploy("app:v3"), new Moment.Step("start_container", "running"));
        afterThe(end, shop.deploy("app:v3"));
    }

    @Test
    void theGatewayDiesAndTheSameCallGetsTheAnswerOfTheOneThatWentOn() {
        String key = "gateway-" + Text.randomLetters(8);
        CompletableFuture<Answer> cut = shop.deploy("slow:v1").idempotent(key).later();
        Wait.seconds(1);
        Sandbox.strike("gateway");
        Sandbox.start("gateway");
        assertTrue(cut.isCompletedExceptionally() || cut.isDone(), "the first call was cut");
        Answer answer = shop.deploy("slow:v1").idempotent(key).call().ok();
        assertEquals("v1", answer.text("/version"));
        long deploys = Codeb.owner().get("/api/operations?project=" + shop.name()).at("/operations").valueStream()
                .filter(operation -> operation.path("operationId").asText().equals(answer.operationId())
                        || operation.path("id").asText().equals(answer.operationId())).count();
        assertEquals(1, deploys, "the call ran once");
        Agreement.check(shop);
    }

    /** Everything agrees; a call that was taken back succeeds when it is made again. */
    private static void afterThe(Answer end, Call again) {
        Agreement.check(shop);
        if (end.text("/state").equals("failed")) {
            again.call().ok();
            Agreement.check(shop);
        }
    }
}
