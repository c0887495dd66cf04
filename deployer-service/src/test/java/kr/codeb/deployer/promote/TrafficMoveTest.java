package kr.codeb.deployer.promote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Urls;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Promote and rollback: traffic moves, or all stays as it was. */
class TrafficMoveTest {

    private static final String BLUE = "myapp-production-blue";
    private static final String GREEN = "myapp-production-green";

    private final FakeHost host = new FakeHost();
    private final FakeRegistry registry = FakeRegistry.usual();
    private final FakeProvisioner provisioner = new FakeProvisioner();
    private final Wired wired = new Wired(host, registry, provisioner);
    private final Promote promote =
            new Promote(wired.registry, wired.provisioner, wired.health, new Urls("codeb.kr", 8443));
    private final Rollback rollback =
            new Rollback(wired.registry, wired.provisioner, wired.host, wired.containers, wired.health, 2);
    private final InMemoryOperation promoting = InMemoryOperation.of(OperationKind.PROMOTE, "op_promote1", Map.of());
    private final InMemoryOperation rollingBack =
            InMemoryOperation.of(OperationKind.ROLLBACK, "op_rollback", Map.of("reason", "slow"));

    private void given(SlotState blue, SlotState green) {
        give(SlotName.BLUE, blue);
        give(SlotName.GREEN, green);
        provisioner.route = Route.of(registry.now());
    }

    private void give(SlotName slot, SlotState state) {
        if (state != SlotState.EMPTY) {
            registry.with(slot, state);
            host.containers.put("myapp-production-" + slot, new Container("op_" + slot + "_before", true, true));
        }
    }

    @Test
    void promoteSendsTrafficToTheDeployedSlotWithTheOldOneBehindIt() {
        given(SlotState.ACTIVE, SlotState.DEPLOYED);

        Promote.Result result = (Promote.Result) promote.run(promoting.begin(), null);

        assertEquals(Route.GREEN_BLUE, provisioner.route);
        assertEquals(SlotState.GRACE, registry.now().blue().state());
        assertEquals(SlotName.BLUE, result.fromSlot());
        assertEquals(SlotName.GREEN, result.toSlot());
        assertEquals("https://myapp.codeb.kr:8443", result.url());
        assertEquals("old-blue", result.previousVersion());
        assertEquals("old-green", result.newVersion());
        assertNotNull(result.graceExpiresAt());
    }

    @Test
    void theFirstPromoteHasNothingBehindIt() {
        given(SlotState.EMPTY, SlotState.DEPLOYED);

        Promote.Result result = (Promote.Result) promote.run(promoting.begin(), null);

        assertEquals(Route.GREEN, provisioner.route);
        assertNull(result.fromSlot());
        assertNull(result.graceExpiresAt());
    }

    @Test
    void promoteAsksTheApplicationAndNotDocker() {
        given(SlotState.ACTIVE, SlotState.DEPLOYED);

        promote.run(promoting.begin(), null);

        assertEquals(1, host.lines.size());
    }

    @Test
    void theVersionThatIsMeantIsPromotedAndNoOther() {
        given(SlotState.ACTIVE, SlotState.DEPLOYED);
        InMemoryOperation other =
                InMemoryOperation.of(OperationKind.PROMOTE, "op_promote2", Map.of("expectedVersion", "v9"));

        CodebException failure = assertThrows(CodebException.class, () -> promote.run(other.begin(), null));

        assertEquals(ErrorCode.VERSION_MISMATCH, failure.code());
        assertEquals(Map.of("expected", "v9", "waiting", "old-green"), failure.details());
        assertEquals(Route.BLUE, provisioner.route);
        InMemoryOperation meant =
                InMemoryOperation.of(OperationKind.PROMOTE, "op_promote3", Map.of("expectedVersion", "old-green"));
        promote.run(meant.begin(), null);
        assertEquals(Route.GREEN_BLUE, provisioner.route);
    }

    @Test
    void nothingDeployedCannotBePromoted() {
        given(SlotState.ACTIVE, SlotState.EMPTY);

        CodebException failure = assertThrows(CodebException.class, () -> promote.run(promoting.begin(), null));

        assertEquals(ErrorCode.SLOT_NOT_DEPLOYED, failure.code());
        assertEquals("green cannot be promoted: it is empty. Deploy a version first.", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sick", "stopped", "unverified", "registry"})
    void aPromoteThatFailsLeavesTrafficWhereItWas(String how) {
        given(SlotState.ACTIVE, SlotState.DEPLOYED);
        var before = registry.now();
        spoil(how, GREEN);

        CodebException failure = assertThrows(CodebException.class, () -> promote.run(promoting.begin(), null));

        assertEquals(Route.BLUE, provisioner.route);
        assertEquals(before, registry.now());
        assertEquals(how.equals("sick") || how.equals("stopped"), failure.code() == ErrorCode.UNHEALTHY);
    }

    @Test
    void rollbackSendsTrafficBackAndNeverToTheVersionThatFailed() {
        given(SlotState.GRACE, SlotState.ACTIVE);

        Rollback.Result result = (Rollback.Result) rollback.run(rollingBack.begin(), null);

        assertEquals(Route.BLUE, provisioner.route);
        assertEquals(new Rollback.Result(SlotName.GREEN, SlotName.BLUE, "old-blue", "slow"), result);
        assertEquals(SlotState.DEPLOYED, registry.now().green().state());
    }

    @Test
    void rollbackStartsAContainerThatWasStopped() {
        given(SlotState.GRACE, SlotState.ACTIVE);
        host.containers.put(BLUE, new Container("op_blue_before", false, false));

        rollback.run(rollingBack.begin(), null);

        assertEquals(new Container("op_blue_before", true, true), host.containers.get(BLUE));
    }

    @Test
    void rollbackMakesAContainerAgainThatIsGone() {
        given(SlotState.GRACE, SlotState.ACTIVE);
        host.containers.remove(BLUE);

        rollback.run(rollingBack.begin(), null);

        assertEquals(new Container("op_rollback", true, true), host.containers.get(BLUE));
        assertTrue(host.lines.stream()
                .anyMatch(line -> line.contains("docker create") && line.endsWith("registry.test/myapp@sha256:blue")));
        assertEquals(Route.BLUE, provisioner.route);
    }

    @Test
    void aRollbackThatFailsRemovesWhatItMade() {
        given(SlotState.GRACE, SlotState.ACTIVE);
        host.containers.remove(BLUE);
        host.health = "timeout";

        CodebException failure = assertThrows(CodebException.class, () -> rollback.run(rollingBack.begin(), null));

        assertEquals(ErrorCode.UNHEALTHY, failure.code());
        assertEquals(List.of(GREEN), List.copyOf(host.containers.keySet()));
        assertEquals(Route.GREEN_BLUE, provisioner.route);
    }

    @Test
    void withoutAGraceSlotThereIsNoWayBack() {
        given(SlotState.EMPTY, SlotState.ACTIVE);

        assertEquals(
                ErrorCode.NO_GRACE_SLOT,
                assertThrows(CodebException.class, () -> rollback.run(rollingBack.begin(), null))
                        .code());
    }

    @Test
    void afterTheGraceTimeThereIsNoWayBack() {
        given(SlotState.EMPTY, SlotState.ACTIVE);
        registry.with(SlotName.BLUE, SlotState.GRACE, Instant.now().minusSeconds(1));

        assertEquals(
                ErrorCode.GRACE_EXPIRED,
                assertThrows(CodebException.class, () -> rollback.run(rollingBack.begin(), null))
                        .code());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aPromoteWhoseProcessDiedIsTakenBack(int report) {
        given(SlotState.ACTIVE, SlotState.DEPLOYED);
        var before = registry.now();

        assertThrows(
                InMemoryOperation.Died.class,
                () -> promote.run(promoting.dyingAt(report).begin(), null));
        NotFinished told = assertThrows(NotFinished.class, () -> promote.recover(promoting.reborn()));

        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, told.body().code());
        assertEquals(Route.BLUE, provisioner.route);
        assertEquals(before, registry.now());
    }

    @Test
    void aPromoteThatIsRecordedIsFinishedByTheRecovery() {
        given(SlotState.ACTIVE, SlotState.DEPLOYED);
        Object before = promote.run(promoting.begin(), null);
        provisioner.route = Route.BLUE;

        assertEquals(before, promote.recover(promoting.reborn()));
        assertEquals(Route.GREEN_BLUE, provisioner.route);
    }

    @Test
    void aRollbackThatIsRecordedIsFinishedByTheRecovery() {
        given(SlotState.GRACE, SlotState.ACTIVE);
        Object before = rollback.run(rollingBack.begin(), null);

        assertEquals(before, rollback.recover(rollingBack.reborn()));
    }

    @Test
    void whenNobodyKnowsWhetherItIsRecordedTheRecoveryDecides() {
        given(SlotState.ACTIVE, SlotState.DEPLOYED);
        registry.refusal = new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "the registry is away");

        assertThrows(Abandoned.class, () -> promote.run(promoting.begin(), null));
    }

    private void spoil(String how, String container) {
        switch (how) {
            case "sick" -> host.health = "timeout";
            case "stopped" -> host.containers.put(container, new Container("op_x", false, false));
            case "unverified" ->
                provisioner.verifyRefusal =
                        new CodebException(ErrorCode.HOST_UNREACHABLE, "green did not answer through Caddy");
            default -> registry.refusal = new CodebException(ErrorCode.REGISTRY_CORRUPT, "a file is broken");
        }
    }
}
