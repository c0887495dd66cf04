package kr.codeb.deployer.delete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Vetoed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.codeb.contracts.deletion.RemovalRequest;
import kr.codeb.contracts.deletion.ServerRemains;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.deployer.testing.FakeHost;
import kr.codeb.deployer.testing.FakeHost.Container;
import kr.codeb.deployer.testing.FakeProvisioner;
import kr.codeb.deployer.testing.FakeRegistry;
import kr.codeb.deployer.testing.Wired;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.InMemoryOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeHost host = new FakeHost();
    private final FakeRegistry registry = FakeRegistry.usual();
    private final Wired wired = new Wired(host, registry, new FakeProvisioner());
    private final Parts parts = new Parts();
    private final List<NewOperation> written = new ArrayList<>();
    private ErrorBody failure;
    private final Delete delete = new Delete(
            wired.registry,
            parts,
            wired.host,
            new EnvironmentContainers(wired.found),
            wired.images,
            new NextDeletion(this::write, wired.registry, JSON, begun -> {}),
            2);

    /** The provisioner's part: what was removed, in order. */
    @Vetoed
    private static final class Parts implements RemovalClient {

        private final List<RepairPart> removed = new ArrayList<>();
        private RepairPart away;
        private RepairPart refused;

        @Override
        public ServerRemains look(String project, Environment environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String project, Environment environment, Hold hold, RemovalRequest request) {
            if (request.part() == away) {
                throw new CodebException(ErrorCode.HOST_UNREACHABLE, "the server is away");
            }
            if (request.part() == refused) {
                throw new CodebException(ErrorCode.INTERNAL, "it cannot be removed");
            }
            removed.add(request.part());
        }
    }

    private static InMemoryOperation held(Map<String, ?> params) {
        return InMemoryOperation.of(OperationKind.DELETE, "op_delete01", params);
    }

    private void given() {
        registry.with(SlotName.BLUE, SlotState.ACTIVE).with(SlotName.GREEN, SlotState.GRACE);
        for (String name : List.of("blue", "green", "green-aside-12345678", "blue-fresh-12345678")) {
            host.containers.put("myapp-production-" + name, new Container("op_before", true, true));
        }
        host.containers.put("myapp-staging-blue", new Container("op_staging", true, true));
        host.containers.put("myapp-production-database", new Container("op_else", true, true));
    }

    private Operation write(NewOperation asked) {
        written.add(asked);
        Operation ended = new Operation(
                "op_next",
                asked.kind(),
                asked.tool(),
                asked.project(),
                asked.environment(),
                asked.teamId(),
                asked.by(),
                asked.correlationId(),
                asked.params(),
                asked.idempotency(),
                failure == null ? OperationState.SUCCEEDED : OperationState.FAILED,
                Instant.now(),
                null,
                null,
                null,
                null,
                JSON.valueToTree(new Deleted(
                        "myapp",
                        true,
                        List.of(new Deleted.Gone(asked.environment(), null, null, List.of(), false, "op_next")))),
                failure,
                null,
                1,
                3);
        registry.operations = List.of(ended);
        return ended;
    }

    @Test
    void everythingOfTheEnvironmentGoesAndNothingElse() {
        given();

        Deleted result = (Deleted) delete.run(held(Map.of()).begin(), null);

        assertEquals(Set.of("myapp-staging-blue", "myapp-production-database"), host.containers.keySet());
        assertEquals(
                List.of(
                        RepairPart.SITE,
                        RepairPart.ROUTES,
                        RepairPart.DNS,
                        RepairPart.DATABASE,
                        RepairPart.REDIS,
                        RepairPart.ENV),
                parts.removed);
        assertTrue(registry.forgotten && result.projectRemoved());
        assertEquals(3, result.deleted().getFirst().redis());
        assertTrue(host.lines.stream().anyMatch(line -> line.contains("images.production")), "the list of images");
    }

    @Test
    void theDatabaseIsKeptWhenAsked() {
        InMemoryOperation held = held(Map.of("keepDatabase", true));

        Deleted result = (Deleted) delete.run(held.begin(), null);

        assertTrue(!parts.removed.contains(RepairPart.DATABASE) && parts.removed.contains(RepairPart.REDIS));
        assertTrue(result.deleted().getFirst().databaseKept());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aDeletionWhoseProcessDiedIsFinished(int report) {
        given();
        InMemoryOperation held = held(Map.of());

        assertThrows(
                InMemoryOperation.Died.class,
                () -> delete.run(held.dyingAt(report).begin(), null));
        Deleted result = (Deleted) delete.recover(held.reborn());

        assertTrue(registry.forgotten && result.projectRemoved());
        assertEquals(Set.of("myapp-staging-blue", "myapp-production-database"), host.containers.keySet());
        assertTrue(parts.removed.containsAll(
                Set.of(RepairPart.SITE, RepairPart.ROUTES, RepairPart.DNS, RepairPart.DATABASE, RepairPart.ENV)));
    }

    @Test
    void whatTheRegistryHasForgottenIsAskedOfNobodyAgain() {
        registry.forgotten = true;

        Deleted result = (Deleted) delete.recover(held(Map.of()).reborn());

        assertEquals(List.of(), parts.removed);
        assertTrue(result.projectRemoved());
    }

    @ParameterizedTest
    @EnumSource(
            value = RepairPart.class,
            names = {"SITE", "DNS", "DATABASE", "REDIS", "ENV"})
    void aServerThatIsAwayIsWaitedFor(RepairPart part) {
        given();
        InMemoryOperation held = held(Map.of());
        parts.away = part;

        assertThrows(Abandoned.class, () -> delete.run(held.begin(), null));
        assertTrue(!registry.forgotten, "forgotten although something is left");
        parts.away = null;
        delete.recover(held.reborn());

        assertTrue(registry.forgotten && parts.removed.contains(part));
    }

    @Test
    void aPartThatCannotBeRemovedIsToldAndTheRegistryForgetsNothing() {
        parts.refused = RepairPart.DATABASE;
        InMemoryOperation held = held(Map.of());

        assertThrows(CodebException.class, () -> delete.run(held.begin(), null));

        assertTrue(!registry.forgotten);
    }

    @Test
    void theNextEnvironmentFollowsOnce() {
        InMemoryOperation held = held(Map.of("then", List.of("production"), "keepDatabase", true));

        Deleted result = (Deleted) delete.run(held.begin(), null);

        assertEquals(2, result.deleted().size());
        NewOperation next = written.getFirst();
        assertEquals(Environment.PRODUCTION, next.environment());
        assertEquals("after-op_delete01", next.idempotency().key());
        assertTrue(next.params().path("keepDatabase").asBoolean());
        assertEquals(0, next.params().path("then").size());
    }

    @Test
    void aNextEnvironmentThatCannotBeDeletedIsTold() {
        failure = new ErrorBody(ErrorCode.OPERATION_IN_PROGRESS, "A deploy is running.", null);
        InMemoryOperation held = held(Map.of("then", List.of("production")));

        CodebException told = assertThrows(CodebException.class, () -> delete.run(held.begin(), null));

        assertEquals(ErrorCode.OPERATION_IN_PROGRESS, told.code());
        assertTrue(told.getMessage().contains("production was not: A deploy is running."), told::getMessage);
    }
}
