package kr.codeb.deployer.cleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotEvent.Reason;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.testing.FakeHost;
import kr.codeb.deployer.testing.FakeHost.Container;
import kr.codeb.deployer.testing.FakeProvisioner;
import kr.codeb.deployer.testing.FakeRegistry;
import kr.codeb.deployer.testing.Wired;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.InMemoryOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupTest {

    private static final String GREEN = "myapp-production-green";
    private static final Instant PAST = Instant.now().minusSeconds(60);
    private static final Instant FUTURE = Instant.now().plusSeconds(3600);

    private final FakeHost host = new FakeHost();
    private final FakeRegistry registry = FakeRegistry.usual();
    private final FakeProvisioner provisioner = new FakeProvisioner();
    private final Cleanup cleanup = cleanup();

    private Cleanup cleanup() {
        return CleanupForTests.of(new Wired(host, registry, provisioner));
    }

    private static InMemoryOperation held(boolean force) {
        return InMemoryOperation.of(OperationKind.CLEANUP, "op_cleanup1", Map.of("force", force));
    }

    private void given(SlotState green, Instant expires) {
        registry.with(SlotName.BLUE, SlotState.ACTIVE);
        host.containers.put("myapp-production-blue", new Container("op_blue_before", true, true));
        registry.with(SlotName.GREEN, green, expires);
        host.containers.put(GREEN, new Container("op_green_before", true, true));
        provisioner.route = Route.of(registry.now());
        provisioner.previews = List.of(SlotName.BLUE, SlotName.GREEN);
    }

    private static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(SlotState.GRACE, PAST, false, Reason.EXPIRED),
                Arguments.of(SlotState.GRACE, PAST, true, Reason.EXPIRED),
                Arguments.of(SlotState.GRACE, FUTURE, false, null),
                Arguments.of(SlotState.GRACE, FUTURE, true, Reason.FORCED),
                Arguments.of(SlotState.DEPLOYED, null, false, null),
                Arguments.of(SlotState.DEPLOYED, null, true, Reason.FORCED));
    }

    @ParameterizedTest
    @MethodSource("table")
    void emptiesWhatIsOverOrForcedAndNeverTheActiveSlot(
            SlotState green, Instant expires, boolean force, Reason reason) {
        given(green, expires);
        Route before = provisioner.route;

        Cleanup.Result result = (Cleanup.Result) cleanup.run(held(force).begin(), null);

        boolean goes = reason != null;
        assertEquals(goes ? List.of(new Cleanup.Cleaned(SlotName.GREEN, "old-green")) : List.of(), result.cleaned());
        assertEquals(goes ? List.of(new SlotEvent.Emptied(SlotName.GREEN, reason)) : List.of(), registry.events);
        assertEquals(
                goes ? Set.of("myapp-production-blue") : Set.of("myapp-production-blue", GREEN),
                host.containers.keySet());
        assertEquals(goes ? Route.BLUE : before, provisioner.route);
        assertEquals(goes ? List.of(SlotName.BLUE) : List.of(SlotName.BLUE, SlotName.GREEN), provisioner.previews);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aCleanupWhoseProcessDiedIsFinished(int report) {
        given(SlotState.GRACE, PAST);
        InMemoryOperation held = held(false);

        assertThrows(
                InMemoryOperation.Died.class,
                () -> cleanup.run(held.dyingAt(report).begin(), null));
        Cleanup.Result result = (Cleanup.Result) cleanup.recover(held.reborn());

        assertEquals(List.of(new Cleanup.Cleaned(SlotName.GREEN, "old-green")), result.cleaned());
        assertEquals(Set.of("myapp-production-blue"), host.containers.keySet());
        assertEquals(SlotState.EMPTY, registry.now().green().state());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ps ", "update --restart=no"})
    void aHostThatGoesAwayAfterTheDecisionIsWaitedFor(String command) {
        given(SlotState.GRACE, PAST);
        InMemoryOperation held = held(false);
        host.breaking = line -> line.contains(command);

        assertThrows(Abandoned.class, () -> cleanup.run(held.begin(), null));
        assertEquals(SlotState.EMPTY, registry.now().green().state());
        host.breaking = line -> false;
        Cleanup.Result result = (Cleanup.Result) cleanup.recover(held.reborn());

        assertEquals(List.of(new Cleanup.Cleaned(SlotName.GREEN, "old-green")), result.cleaned());
        assertEquals(Set.of("myapp-production-blue"), host.containers.keySet());
    }

    @Test
    void whatACrashLeftBehindGoes() {
        registry.with(SlotName.BLUE, SlotState.ACTIVE);
        host.containers.put("myapp-production-blue", new Container("op_blue_before", true, true));
        host.containers.put("myapp-production-blue-aside-12345678", new Container("op_old", false, false));
        host.containers.put(GREEN, new Container("op_forgotten", true, false));
        host.containers.put("myapp-staging-green", new Container("op_staging", true, true));

        cleanup.run(held(false).begin(), null);

        assertEquals(Set.of("myapp-production-blue", "myapp-staging-green"), host.containers.keySet());
    }

    @Test
    void whatWasSetAsideAndIsMissedIsPutBack() {
        registry.with(SlotName.BLUE, SlotState.ACTIVE).with(SlotName.GREEN, SlotState.GRACE);
        host.containers.put("myapp-production-blue", new Container("op_blue_before", true, true));
        host.containers.put(GREEN + "-aside-12345678", new Container("op_green_before", false, false));

        cleanup.run(held(false).begin(), null);

        assertEquals(new Container("op_green_before", true, true), host.containers.get(GREEN));
    }

    @Test
    void aDecisionCanBeReadAgain() {
        List<DiscardedSlot> discards = List.of(
                new DiscardedSlot(SlotName.BLUE, Reason.EXPIRED, "sha256:a", "v 1"),
                new DiscardedSlot(SlotName.GREEN, Reason.FORCED, "-", "-"));

        assertEquals(discards, DiscardedSlot.of(DiscardedSlot.note(discards)));
        assertTrue(DiscardedSlot.of(DiscardedSlot.note(List.of())).isEmpty());
    }
}
