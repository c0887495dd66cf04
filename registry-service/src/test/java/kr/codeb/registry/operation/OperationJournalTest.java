package kr.codeb.registry.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.store.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationJournalTest {

    private static final OperationKind INIT = OperationKind.INIT;
    private static final Idempotency CALL = new Idempotency("key", "hash");

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

    private void restart() {
        close();
        open();
    }

    @Test
    void theSameCallIsOneOperationAlsoAtTheSameMomentAndAfterARestart() {
        var ids = new ConcurrentSkipListSet<String>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 50; caller++) {
                pool.submit(() -> ids.add(registry.create(INIT, "myapp", CALL).id()));
            }
        }
        assertEquals(1, ids.size());
        restart();
        assertEquals(ids.first(), registry.create(INIT, "myapp", CALL).id());
        assertEquals(1, registry.operations.list(any -> true, 1000).size());
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        registry.create(INIT, "myapp", CALL);
        CodebException refusal = assertThrows(
                CodebException.class, () -> registry.create(INIT, "myapp", new Idempotency("key", "other")));
        assertEquals(ErrorCode.IDEMPOTENCY_MISMATCH, refusal.code());
    }

    @Test
    void afterAFailureThatMayPassTheSameCallRunsAgain() {
        String first = fail(ErrorCode.HOST_UNREACHABLE);
        assertFalse(first.equals(registry.create(INIT, "myapp", CALL).id()));
    }

    @Test
    void afterAFailureThatStaysTheSameCallGetsTheSameAnswer() {
        String first = fail(ErrorCode.PULL_FAILED);
        assertEquals(first, registry.create(INIT, "myapp", CALL).id());
    }

    private String fail(ErrorCode code) {
        Operation operation = registry.create(INIT, "myapp", CALL);
        Hold hold = registry.take(operation.id(), INIT, "i1");
        registry.holds.end(hold, Ending.failed(List.of(), new ErrorBody(code, "No.", null)));
        return operation.id();
    }

    @Test
    void aWaiterIsWokenByTheNextRevision() throws Exception {
        Hold hold = registry.hold(INIT, "myapp");
        long revision = registry.operations.get(hold.operationId()).revision();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiter = pool.submit(() -> registry.operations.await(
                    hold.operationId(), now -> now.revision() > revision, Duration.ofSeconds(20)));
            Thread.sleep(50);
            assertFalse(waiter.isDone());
            registry.holds.progress(hold, new Progress(List.of(), null));
            assertEquals(revision + 1, waiter.get().revision());
        }
        long start = System.nanoTime();
        registry.operations.await(hold.operationId(), now -> now.revision() > revision + 1, Duration.ofMillis(80));
        assertTrue(System.nanoTime() - start > 70_000_000);
    }

    @Test
    void whatIsWrittenDownWhileOldOnesAreForgottenStays() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 5001).forEach(i -> pool.submit(() -> registry.create(INIT, "myapp", null)));
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread forgetting = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                registry.operations.forgetOld();
            }
        });
        try {
            for (int i = 0; i < 300; i++) {
                String id = registry.create(INIT, "myapp", null).id();
                Thread.sleep(1);
                assertEquals(id, registry.operations.get(id).id());
            }
        } finally {
            over.set(true);
            forgetting.join();
        }
    }

    @Test
    void theOutcomeIsKnownWhenItHasEndedOrIsBeingTakenBack() {
        Hold hold = registry.hold(INIT, "myapp");
        assertFalse(registry.operations.get(hold.operationId()).decided());
        assertFalse(registry.holds
                .progress(hold, new Progress(List.of(), Map.of("slot", "blue")))
                .decided());
        assertTrue(registry.holds
                .progress(hold, new Progress(List.of(), Map.of(Operation.FAILURE_NOTE, "{}")))
                .decided());
        Hold other = registry.hold(INIT, "other");
        assertTrue(registry.holds.end(other, Ending.failed(List.of(), null)).decided());
    }

    @Test
    void aTornLastLineIsForgotten() throws IOException {
        Operation operation = registry.create(INIT, "myapp", null);
        close();
        Files.writeString(journal(), "{\"id\":\"op_torn\",\"ki", StandardOpenOption.APPEND);
        open();
        assertEquals(operation, registry.operations.get(operation.id()));
        assertEquals(1, registry.operations.list(any -> true, 1000).size());
        registry.create(INIT, "other", null);
        restart();
        assertEquals(2, registry.operations.list(any -> true, 1000).size());
    }

    @Test
    void aDamagedLineInTheMiddleStopsOperationsAndNamesTheFile() throws IOException {
        registry.create(INIT, "myapp", null);
        close();
        String good = Files.readString(journal());
        Files.writeString(journal(), good + "garbage\n" + good);
        open();
        CodebException refusal = assertThrows(CodebException.class, () -> registry.create(INIT, "other", null));
        assertEquals(ErrorCode.REGISTRY_CORRUPT, refusal.code());
        assertTrue(refusal.getMessage().contains("operations.jsonl"));
        assertEquals(good + "garbage\n" + good, Files.readString(journal()));
        String aside = registry.operations.restore().damaged();
        assertTrue(Files.readString(journal().resolveSibling(aside)).contains("garbage"));
        registry.create(INIT, "other", null);
        restart();
        assertEquals(2, registry.operations.list(any -> true, 1000).size());
    }

    @Test
    void idsSortByTheTimeTheyWereMade() {
        String first = registry.create(INIT, "a", null).id();
        String second = registry.create(INIT, "b", null).id();
        assertTrue(first.matches("op_[0-9a-z]{26}") && first.compareTo(second) < 0);
        assertEquals(
                List.of(second, first),
                registry.operations.list(any -> true, 1000).stream()
                        .map(Operation::id)
                        .toList());
    }

    @Test
    void whatHasEndedIsReadFromTheFileAndAnswersTheSame() {
        Hold hold = registry.hold(INIT, "myapp");
        registry.holds.progress(hold, new Progress(List.of(), Map.of("made", "it")));
        Operation ended = registry.holds.end(hold, Ending.succeeded(List.of(), Json.tree(Map.of("slot", "blue"))));
        assertEquals(ended, registry.operations.get(ended.id()));
        assertEquals(ended, registry.operations.await(ended.id(), any -> false, Duration.ofSeconds(20)));
        restart();
        assertEquals(ended, registry.operations.get(ended.id()));
        assertTrue(registry.operations.unfinished().isEmpty());
    }

    @Test
    void aCallThatIsRefusedBeforeItBeganIsNoOperation() {
        Hold first = registry.hold(INIT, "myapp");
        var asked = TestRegistry.asked(OperationKind.DEPLOY, "myapp", CALL);
        for (int time = 0; time < 2; time++) {
            CodebException refusal =
                    assertThrows(CodebException.class, () -> registry.operations.create(asked, registry.holds));
            assertEquals(ErrorCode.OPERATION_IN_PROGRESS, refusal.code());
            assertEquals(first.operationId(), refusal.details().get("operationId"));
        }
        assertEquals(1, registry.operations.size());
        registry.holds.end(first, Ending.succeeded(List.of(), null));
        String id =
                registry.operations.create(asked, registry.holds).operation().id();
        assertEquals(2, history().size());
        // The executor is refused the hold: who asked for the operation gets to know, and the history does not.
        registry.operations.change(
                id,
                was -> Stages.ended(
                        was, Ending.failed(List.of(), new ErrorBody(ErrorCode.OPERATION_IN_PROGRESS, "No.", null))));
        assertEquals(
                ErrorCode.OPERATION_IN_PROGRESS,
                registry.operations.get(id).failure().code());
        assertEquals(List.of(first.operationId()), history());
        restart();
        assertEquals(List.of(first.operationId()), history());
        assertEquals(
                ErrorCode.OPERATION_IN_PROGRESS,
                registry.operations.get(id).failure().code());
    }

    /** The same call again, which is one operation already, is answered with it also while another one works there. */
    @Test
    void aRepeatedCallFindsItsOperationThoughTheEnvironmentIsHeld() {
        Operation mine = registry.create(INIT, "myapp", CALL);
        registry.take(mine.id(), INIT, "i1");
        assertEquals(
                mine.id(),
                registry.operations
                        .create(TestRegistry.asked(INIT, "myapp", CALL), registry.holds)
                        .operation()
                        .id());
    }

    private List<String> history() {
        return registry.operations.list(any -> true, 1000).stream()
                .map(Operation::id)
                .toList();
    }

    private Path journal() {
        return root.resolve("registry/operations.jsonl");
    }
}
