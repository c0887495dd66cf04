package kr.codeb.deployer.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.health.Cause;
import kr.codeb.deployer.health.Diagnosis;
import kr.codeb.deployer.testing.FakeHost;
import kr.codeb.deployer.testing.FakeHost.Container;
import kr.codeb.deployer.testing.FakeProvisioner;
import kr.codeb.deployer.testing.FakeRegistry;
import kr.codeb.deployer.testing.Wired;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.run.NotFinished;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployVersionTest {

    private static final String GREEN = "myapp-production-green";

    private final FakeHost host = new FakeHost();
    private final FakeRegistry registry = FakeRegistry.usual();
    private final FakeProvisioner provisioner = new FakeProvisioner();
    private final DeployVersion deploy = deploy();
    private final InMemoryOperation held = InMemoryOperation.of(
            OperationKind.DEPLOY, "op_12345678", Map.of("image", "ghcr.io/org/myapp:v2", "version", "v2"));

    private DeployVersion deploy() {
        Wired wired = new Wired(host, registry, provisioner);
        return new DeployVersion(
                wired.registry,
                wired.provisioner,
                wired.images,
                wired.containers,
                wired.capacity,
                wired.visitors,
                wired.health,
                wired.promote,
                wired.removal,
                new ImageCleanup(wired.images, wired.registry, Runnable::run),
                wired.urls,
                Runnable::run);
    }

    /** Blue serves, green is what the parameter says and runs if it is anything. */
    private void given(SlotState green) {
        registry.with(SlotName.BLUE, SlotState.ACTIVE);
        host.containers.put("myapp-production-blue", new Container("op_blue_before", true, true));
        provisioner.previews = List.of(SlotName.BLUE);
        provisioner.route = Route.BLUE;
        if (green != SlotState.EMPTY) {
            registry.with(SlotName.GREEN, green);
            host.containers.put(GREEN, new Container("op_green_before", true, true));
            provisioner.previews = List.of(SlotName.BLUE, SlotName.GREEN);
            provisioner.route = green == SlotState.GRACE ? Route.BLUE_GREEN : Route.BLUE;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SlotState.class,
            names = {"EMPTY", "DEPLOYED", "GRACE"})
    void bringsAVersionIntoTheSlotThatIsNotActive(SlotState green) {
        given(green);

        DeployResult result = (DeployResult) deploy.run(held.begin(), null);

        assertEquals(
                new DeployResult(
                        SlotName.GREEN,
                        4103,
                        "https://myapp-green.preview.codeb.kr",
                        "ghcr.io/org/myapp:v2",
                        "sha256:new",
                        "v2",
                        green == SlotState.EMPTY ? null : new DeployResult.Replaced("old-green", green),
                        null,
                        null,
                        null,
                        null),
                result);
        assertEquals(new Container("op_12345678", true, true), host.containers.get(GREEN));
        assertEquals(2, host.containers.size());
        assertEquals(SlotState.DEPLOYED, registry.now().green().state());
        assertEquals("op_12345678", registry.now().green().operationId());
        assertEquals(Route.BLUE, provisioner.route);
        assertEquals(List.of(SlotName.BLUE, SlotName.GREEN), provisioner.previews);
    }

    @Test
    void theFirstDeployOpensAPreviewAndNoRoute() {
        DeployResult result = (DeployResult) deploy.run(held.begin(), null);

        assertEquals(SlotName.GREEN, result.slot());
        assertEquals(Route.NONE, provisioner.route);
        assertEquals(List.of(SlotName.GREEN), provisioner.previews);
    }

    @Test
    void whatStandsForgottenInAnEmptySlotGivesWay() {
        given(SlotState.EMPTY);
        host.containers.put(GREEN, new Container("op_forgotten", true, true));

        deploy.run(held.begin(), null);

        assertEquals(new Container("op_12345678", true, true), host.containers.get(GREEN));
        assertEquals(2, host.containers.size());
    }

    @Test
    void runsTheImageByItsDigest() {
        deploy.run(held.begin(), null);

        assertTrue(host.lines.stream().anyMatch(line -> line.endsWith("ghcr.io/org/myapp@sha256:new")));
    }

    private static Stream<Arguments> failures() {
        return Stream.of(SlotState.EMPTY, SlotState.DEPLOYED, SlotState.GRACE)
                .flatMap(state -> Stream.of(
                                "pull", "env", "create", "setAside", "start", "health", "preview", "registry")
                        .map(where -> Arguments.of(state, where)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureAtAnyStepLeavesBothSlotsAsTheyWere(SlotState green, String where) {
        given(green);
        Map<String, Container> containers = new TreeMap<>(host.containers);
        var slots = registry.now();
        var route = provisioner.route;
        var previews = provisioner.previews;
        switch (where) {
            case "pull" -> host.failing = line -> line.contains("pull");
            case "env" -> provisioner.envRefusal = new CodebException(ErrorCode.ENV_INVALID, "line 3");
            case "create" -> host.failing = line -> line.contains("docker create");
            case "setAside" ->
                host.failing = line -> line.contains(green == SlotState.EMPTY ? "docker create" : "hand-over.sh");
            case "start" -> host.failing = line -> line.contains("take-slot.sh");
            case "health" -> host.health = "timeout";
            case "registry" -> registry.refusal = new CodebException(ErrorCode.REGISTRY_CORRUPT, "a file is broken");
            default -> provisioner.previewRefusal = new CodebException(ErrorCode.HOST_UNREACHABLE, "a blink");
        }

        assertThrows(RuntimeException.class, () -> deploy.run(held.begin(), null));

        assertEquals(containers, host.containers);
        assertEquals(slots, registry.now());
        assertEquals(route, provisioner.route);
        assertEquals(previews, provisioner.previews);
    }

    /** A deploy notes its target, and reports progress before each of its eight steps that change something. */
    private static Stream<Arguments> deaths() {
        return Stream.of(SlotState.EMPTY, SlotState.GRACE)
                .flatMap(state -> IntStream.rangeClosed(0, 8).mapToObj(report -> Arguments.of(state, report)));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void aDeployWhoseProcessDiedIsTakenBack(SlotState green, int report) {
        given(green);
        Map<String, Container> containers = new TreeMap<>(host.containers);
        var slots = registry.now();
        var route = provisioner.route;

        assertThrows(
                InMemoryOperation.Died.class,
                () -> deploy.run(held.dyingAt(report).begin(), null));
        NotFinished told = assertThrows(NotFinished.class, () -> deploy.recover(held.reborn()));

        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, told.body().code());
        assertEquals(containers, host.containers);
        assertEquals(slots, registry.now());
        assertEquals(route, provisioner.route);
    }

    @Test
    void aDeployThatIsRecordedIsFinishedByTheRecovery() {
        given(SlotState.GRACE);
        InMemoryOperation dead = held;
        Object before = deploy.run(dead.begin(), null);
        host.containers.put("myapp-production-green-aside-12345678", new Container("op_green_before", false, false));
        provisioner.route = Route.BLUE_GREEN;

        Object after = deploy.recover(dead.reborn());

        assertEquals(before, after);
        assertEquals(2, host.containers.size());
        assertEquals(Route.BLUE, provisioner.route);
    }

    @Test
    void aHostThatFallsSilentLeavesTheDeployToTheRecovery() {
        given(SlotState.GRACE);
        Map<String, Container> containers = new TreeMap<>(host.containers);
        host.failing = line -> {
            host.away = line.contains("take-slot.sh");
            return host.away;
        };

        assertThrows(Abandoned.class, () -> deploy.run(held.begin(), null));
        host.away = false;
        assertThrows(NotFinished.class, () -> deploy.recover(held.reborn()));

        assertEquals(containers, host.containers);
    }

    private final InMemoryOperation goingLive = InMemoryOperation.of(
            OperationKind.DEPLOY,
            "op_12345678",
            Map.of("image", "ghcr.io/org/myapp:v2", "version", "v2", "promote", true));

    @Test
    void goesLiveInTheSameOperationWhenAskedTo() {
        given(SlotState.GRACE);

        DeployResult result = (DeployResult) deploy.run(goingLive.begin(), null);

        assertEquals(true, result.promoted());
        assertEquals("old-blue", result.previousVersion());
        assertEquals("https://myapp.codeb.kr", result.url());
        assertEquals(Route.GREEN_BLUE, provisioner.route);
        assertEquals(SlotState.ACTIVE, registry.now().green().state());
        assertEquals("switch_traffic", goingLive.steps().get(12).name());
        assertEquals(new DeployResult.Replaced("old-green", SlotState.GRACE), result.replaced());
    }

    @Test
    void aVersionThatCannotGoLiveStaysDeployed() {
        given(SlotState.GRACE);
        provisioner.verifyRefusal = new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "green did not answer");

        assertThrows(CodebException.class, () -> deploy.run(goingLive.begin(), null));

        assertEquals(SlotState.DEPLOYED, registry.now().green().state());
        assertEquals(new Container("op_12345678", true, true), host.containers.get(GREEN));
        assertEquals(Route.BLUE, provisioner.route);
    }

    /** The last report of the deploy comes before it is recorded; after that a note and the reports of the promote follow. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12})
    void aDeployThatDiesOnItsWayToGoLiveIsLiveInTheEndOrTakenBack(int report) {
        given(SlotState.GRACE);

        assertThrows(
                InMemoryOperation.Died.class,
                () -> deploy.run(goingLive.dyingAt(report).begin(), null));
        boolean recorded = registry.now().green().operationId().equals("op_12345678");
        if (!recorded) {
            assertThrows(NotFinished.class, () -> deploy.recover(goingLive.reborn()));
            assertEquals(SlotState.GRACE, registry.now().green().state());
            return;
        }
        DeployResult result = (DeployResult) deploy.recover(goingLive.reborn());

        assertEquals(true, result.promoted());
        assertEquals(SlotState.ACTIVE, registry.now().green().state());
        assertEquals(Route.GREEN_BLUE, provisioner.route);
    }

    @Test
    void requestsThatTheOldContainerHasAreAnsweredFirst() {
        given(SlotState.GRACE);
        host.visitors.clear();
        host.visitors.addAll(List.of(2, 1, 0));

        deploy.run(held.begin(), null);

        List<String> order = host.lines.stream()
                .filter(line -> line.contains("visitors.sh") || line.contains("hand-over.sh"))
                .map(line -> line.contains("hand-over.sh") ? "hand-over" : "look")
                .toList();
        assertEquals(List.of("look", "look", "look", "hand-over"), order);
    }

    @Test
    void whatLeavesTheSlotRunsOnUntilTheNewVersionHasProvenItself() {
        given(SlotState.GRACE);
        Container runsOn = new Container("op_green_before", true, true, false);
        host.failing = line -> line.contains("take-slot.sh")
                && runsOn.equals(host.containers.get("myapp-production-green-aside-12345678"));

        assertThrows(RuntimeException.class, () -> deploy.run(held.begin(), null));

        assertEquals(new Container("op_green_before", true, true), host.containers.get(GREEN));
    }

    @Test
    void anotherDeployThatCameBetweenIsLeftAlone() {
        given(SlotState.GRACE);
        assertThrows(
                InMemoryOperation.Died.class, () -> deploy.run(held.dyingAt(6).begin(), null));
        registry.with(SlotName.GREEN, SlotState.EMPTY);
        InMemoryOperation other = InMemoryOperation.of(
                OperationKind.DEPLOY, "op_87654321", Map.of("image", "ghcr.io/org/myapp:v3", "version", "v3"));
        deploy.run(other.begin(), null);

        assertThrows(NotFinished.class, () -> deploy.recover(held.reborn()));

        assertEquals(new Container("op_87654321", true, true), host.containers.get(GREEN));
    }

    @Test
    void aSickVersionIsExplained() {
        given(SlotState.EMPTY);
        host.health = "timeout";

        CodebException failure = assertThrows(CodebException.class, () -> deploy.run(held.begin(), null));

        assertEquals(ErrorCode.UNHEALTHY, failure.code());
        Diagnosis diagnosis = (Diagnosis) failure.details().get("diagnosis");
        assertEquals(Cause.TIMEOUT, diagnosis.cause());
        assertEquals(List.of("I wait for the database"), diagnosis.log());
    }
}
