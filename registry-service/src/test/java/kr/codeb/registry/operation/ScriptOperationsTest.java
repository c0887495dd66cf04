package kr.codeb.registry.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.file.Flock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What codeb-slot writes down and locks, over real files: the services see it, keep out of its way, and take up what it left. */
class ScriptOperationsTest {

    private static final String ID = "op_01m8n5rgcjyteg8t06ydtw5xp4";
    private static final HoldRequest DEPLOYER = new HoldRequest("deployer", "i1");

    @TempDir
    Path root;

    private TestRegistry registry;

    @BeforeEach
    void open() {
        registry = new TestRegistry(root);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void whatEndedWhileTheRegistryWasDownIsInTheHistoryAndItsFileGoes() throws Exception {
        close();
        write(ID, "succeeded", 2, "");
        open();
        assertEquals(List.of(ID), history());
        Operation seen = registry.operations.get(ID);
        assertEquals(OperationState.SUCCEEDED, seen.state());
        assertEquals("codeb-slot:root", seen.by());
        assertFalse(Files.exists(file(ID)));
        close();
        open();
        assertEquals(List.of(ID), history(), "the journal has it");
    }

    @Test
    void whileItWorksOthersAreToldWhoIsThere() throws Exception {
        write(ID, "running", 1, "");
        try (Flock script = Flock.tryTake(lock()).orElseThrow()) {
            for (var attempt : List.<Runnable>of(
                    () -> registry.hold(OperationKind.PROMOTE, "myapp"),
                    () -> registry.holds.check(TestRegistry.asked(OperationKind.DEPLOY, "myapp", null)))) {
                CodebException refusal = assertThrows(CodebException.class, attempt::run);
                assertEquals(ErrorCode.OPERATION_IN_PROGRESS, refusal.code());
                assertEquals(ID, refusal.details().get("operationId"));
                assertEquals("codeb-slot:root", refusal.details().get("holder"));
            }
            registry.hold(OperationKind.DEPLOY, "otherapp");
            assertFalse(registry.holds.isAbandoned(registry.operations.get(ID), DEPLOYER));
            write(ID, "succeeded", 2, "");
            assertEquals(OperationState.SUCCEEDED, registry.operations.get(ID).state());
        }
        registry.hold(OperationKind.DEPLOY, "myapp");
    }

    @Test
    void whatAKilledOneLeftIsTakenUpByItsServiceFirst() throws Exception {
        write(ID, "running", 1, "");
        assertEquals(List.of(ID), history());
        assertThrows(
                CodebException.class, () -> registry.hold(OperationKind.PROMOTE, "myapp"), "first it is taken back");
        assertTrue(registry.holds.isAbandoned(registry.operations.get(ID), DEPLOYER));
        Operation taken = registry.holds.take(ID, DEPLOYER);
        assertEquals("green grace op_0 v1", taken.notes().get("slot"));
        assertTrue(Flock.tryTake(lock()).isEmpty(), "scripts are kept out");
        write(ID, "succeeded", 9, "");
        registry.operations.takeIn();
        assertFalse(Files.exists(file(ID)));
        assertEquals(OperationState.RUNNING, registry.operations.get(ID).state(), "the dead one's word counts no more");
        registry.holds.end(new kr.codeb.contracts.operation.Hold(ID, taken.fence()), Ending.succeeded(List.of(), null));
        registry.hold(OperationKind.DEPLOY, "myapp");
    }

    @Test
    void anotherScriptMayEndWhatAKilledOneLeft() throws Exception {
        write(ID, "running", 1, "");
        assertEquals(OperationState.RUNNING, registry.operations.get(ID).state());
        close();
        write(ID, "failed", 2, ",\"failure\":{\"code\":\"SERVICE_UNAVAILABLE\",\"error\":\"It was taken back.\"}");
        open();
        assertEquals(OperationState.FAILED, registry.operations.get(ID).state());
        assertFalse(Files.exists(file(ID)));
    }

    @Test
    void whatIsNoOperationIsSetAside() throws Exception {
        write("op_01m8n5rgcjyteg8t06ydtw5xp5", "running", 1, "");
        Files.writeString(file(ID), "{\"id\":");
        Files.writeString(file(ID).resolveSibling("notes.txt"), "hello");
        assertEquals(List.of("op_01m8n5rgcjyteg8t06ydtw5xp5"), history());
        assertTrue(Files.exists(file(ID).resolveSibling(ID + ".json.damaged")));
        assertEquals(1, history().size());
    }

    private List<String> history() {
        return registry.operations.list(all -> true, 10).stream()
                .map(Operation::id)
                .toList();
    }

    private Path lock() {
        return root.resolve("registry/locks/myapp-production.lock");
    }

    private Path file(String id) {
        return root.resolve("registry/operations.d").resolve(id + ".json");
    }

    /** As codeb-slot writes it. */
    private void write(String id, String state, int revision, String more) throws IOException {
        Files.createDirectories(file(id).getParent());
        String ended = state.equals("running") ? "" : "\"endedAt\":\"%s\",".formatted(Instant.now());
        Files.writeString(
                file(id),
                ("{\"id\":\"%s\",\"kind\":\"deploy\",\"tool\":\"deploy_project\",\"project\":\"myapp\",\"environment\":\"production\","
                                + "\"teamId\":\"team_a\",\"by\":\"codeb-slot:root\",\"params\":{\"version\":\"v2\"},\"state\":\"%s\","
                                + "\"createdAt\":\"2026-11-30T02:54:08.246Z\",\"startedAt\":\"2026-11-30T02:54:08.246Z\",%s"
                                + "\"steps\":[],\"notes\":{\"slot\":\"green grace op_0 v1\"}%s,\"holder\":\"codeb-slot/77\",\"fence\":0,\"revision\":%d}")
                        .formatted(id, state, ended, more, revision));
    }
}
