package kr.codeb.operations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.contracts.operation.RunRequest;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandFailed;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class OperationRunnerTest {

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private volatile boolean ended;
    private final CountDownLatch mayBeHeld = new CountDownLatch(1);
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final Queue<RuntimeException> recoveryFailsWith = new ConcurrentLinkedQueue<>();
    private long revisionWhenHeld = 2;
    private List<StepReport> steps = List.of();
    private final AtomicInteger renewals = new AtomicInteger();
    private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private volatile CountDownLatch registryIsSlow = new CountDownLatch(0);
    private volatile Duration longest = Duration.ofMinutes(10);
    private volatile Function<HeldOperation, Object> work = operation -> List.of();
    private final Registry registry = new Registry();
    private final OperationRunner runner = new OperationRunner(
            new Journal(registry, registry),
            new ObjectMapper(),
            List.of(new Deploys()),
            "deployer",
            kind -> longest,
            exits::add);

    @Test
    void aRepeatedRequestAndTheRecoveryBeginAnOperationOnce() throws InterruptedException {
        Thread request = Thread.ofVirtual().start(() -> runner.start(new RunRequest(operation(1), null)));
        isAsked.await();
        runner.recover();
        runner.start(new RunRequest(operation(1), null));
        mayBeHeld.countDown();
        request.join();

        assertEquals("run", calls.poll(10, TimeUnit.SECONDS));
        ending();
        assertEquals(List.of(), List.copyOf(calls));
    }

    @Test
    void whatAProcessThatDiedHadBegunIsTakenUpAndNotBegunAgain() throws InterruptedException {
        revisionWhenHeld = 5;
        mayBeHeld.countDown();

        runner.start(new RunRequest(operation(1), null));

        assertEquals("recover", calls.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void aStepWhoseLastReportDiedWithItsProcessIsDoneWhenTheOperationIs() throws InterruptedException {
        steps = List.of(new StepReport("update_registry", StepStatus.RUNNING, 3, null));
        mayBeHeld.countDown();

        runner.recover();

        assertEquals(List.of(new StepReport("update_registry", StepStatus.SUCCESS, 3, null)), ending().steps());
    }

    @Test
    void whatCannotBeSeenJustNowIsTakenUpAgainAndEndsAsItThenSays() throws InterruptedException {
        mayBeHeld.countDown();
        recoveryFailsWith.add(new CodebException(ErrorCode.HOST_UNREACHABLE, "the host is away"));
        recoveryFailsWith.add(new NotFinished(new ErrorBody(ErrorCode.HOST_UNREACHABLE, "it was taken back", null)));

        runner.recover();
        assertEquals("recover", calls.poll(10, TimeUnit.SECONDS));
        while (calls.isEmpty()) {
            runner.recover();
            Thread.sleep(10);
        }

        assertEquals("it was taken back", ending().failure().error());
        assertEquals(List.of(), List.copyOf(endings));
    }

    @Test
    void readyIsWhoLooksAfterItsOperationsAndTheRegistryIsToldBeside() {
        mayBeHeld.countDown();
        ExecutorHealth health = new ExecutorHealth(runner);
        assertEquals("does not answer", health.call().getData().orElseThrow().get("registry"));

        runner.recover();

        assertEquals(HealthCheckResponse.Status.UP, health.call().getStatus());
        assertEquals("answers", health.call().getData().orElseThrow().get("registry"));
    }

    @Test
    void aHoldIsRenewedByOneCallAtATime() throws InterruptedException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        registryIsSlow = new CountDownLatch(1);
        begin(operation -> awaited(mayEnd));
        for (int turn = 0; turn < 20; turn++) {
            runner.renew();
        }
        until(() -> renewals.get() == 1);
        Thread.sleep(100);
        assertEquals(1, renewals.get());
        registryIsSlow.countDown();
        until(() -> {
            runner.renew();
            return renewals.get() > 1;
        });
        mayEnd.countDown();
        ending();
    }

    /** A step that hangs must not keep a project locked for ever. */
    @Test
    void whatLastsTooLongIsRenewedNoMoreAndTakenUpByTheRecovery() throws InterruptedException {
        longest = Duration.ofMillis(50);
        begin(operation -> {
            awaited(new CountDownLatch(1));
            operation.note("goes", "on");
            return "done";
        });
        Thread.sleep(100);
        runner.renew();
        until(() -> {
            runner.recover();
            return calls.contains("recover");
        });
        assertEquals(0, renewals.get());
        assertFalse(notes.containsKey("goes"), "what was given up writes nothing more");
        assertTrue(notes.get(Operation.FAILURE_NOTE).contains("did not end within"), notes::toString);
    }

    @Test
    void aLostHoldEndsNothing() throws InterruptedException {
        begin(operation -> {
            throw new HoldLost();
        });
        until(() -> {
            runner.recover();
            return calls.contains("recover");
        });
        ending();
        assertEquals(List.of(), List.copyOf(endings));
    }

    @Test
    void anErrorLeavesTheOperationToTheRecovery() throws InterruptedException {
        begin(operation -> {
            throw new StackOverflowError();
        });
        until(() -> {
            runner.recover();
            return calls.contains("recover");
        });
        ending();
        assertEquals(List.of(), List.copyOf(exits));
    }

    @Test
    void aProcessThatLacksMemoryEnds() throws InterruptedException {
        begin(operation -> {
            throw new OutOfMemoryError();
        });
        assertEquals(3, exits.poll(10, TimeUnit.SECONDS));
        assertEquals(List.of(), List.copyOf(endings));
    }

    @Test
    void aCommandThatFailedIsToldWithoutItsText() throws InterruptedException {
        Command command = Command.script(new Script("rename.sh", "the text"), "an argument");
        begin(operation -> {
            throw new CommandFailed("the app server", command, new CommandResult(1, "", "no such container"));
        });
        ErrorBody failure = ending().failure();
        assertEquals(ErrorCode.INTERNAL, failure.code());
        assertEquals("rename.sh failed on the app server (1): no such container", failure.error());
    }

    private void begin(Function<HeldOperation, Object> what) throws InterruptedException {
        work = what;
        mayBeHeld.countDown();
        runner.start(new RunRequest(operation(1), null));
        assertEquals("run", calls.poll(10, TimeUnit.SECONDS));
    }

    private static Object awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            // The work goes on and finds out at its next word.
        }
        return List.of();
    }

    private static void until(BooleanSupplier there) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not happen");
            Thread.sleep(10);
        }
    }

    private Ending ending() throws InterruptedException {
        return endings.poll(10, TimeUnit.SECONDS);
    }

    private Operation operation(long revision) {
        return new Operation(
                "op_1",
                OperationKind.DEPLOY,
                "deploy_project",
                "myapp",
                Environment.PRODUCTION,
                "team",
                "key_1",
                "c-1",
                null,
                null,
                OperationState.RUNNING,
                Instant.now(),
                Instant.now(),
                null,
                steps,
                null,
                null,
                null,
                "deployer/one",
                1,
                revision);
    }

    private final class Deploys implements OperationHandler {

        @Override
        public OperationKind kind() {
            return OperationKind.DEPLOY;
        }

        @Override
        public Object run(HeldOperation operation, JsonNode secret) {
            calls.add("run");
            return work.apply(operation);
        }

        @Override
        public Object recover(HeldOperation operation) {
            calls.add("recover");
            RuntimeException failure = recoveryFailsWith.poll();
            if (failure != null) {
                throw failure;
            }
            return List.of();
        }
    }

    private final class Registry implements OperationsClient, RenewalClient {

        @Override
        public Operation begin(NewOperation begun) {
            return operation(1);
        }

        @Override
        public List<Operation> abandoned(String service, String instance) {
            return ended ? List.of() : List.of(operation(2));
        }

        @Override
        public Operation hold(String id, HoldRequest request) {
            isAsked.countDown();
            wait(mayBeHeld);
            if (ended) {
                throw new CodebException(ErrorCode.OPERATION_IN_PROGRESS, "it has ended");
            }
            return operation(revisionWhenHeld);
        }

        @Override
        public void renew(String id, Hold hold, HoldRequest request) {
            renewals.incrementAndGet();
            wait(registryIsSlow);
        }

        @Override
        public Operation progress(String id, Hold hold, Progress progress) {
            if (progress.notes() != null) {
                notes.putAll(progress.notes());
            }
            return operation(revisionWhenHeld);
        }

        @Override
        public Operation end(String id, Hold hold, Ending ending) {
            ended = true;
            endings.add(ending);
            return operation(revisionWhenHeld);
        }

        @Override
        public void check(Hold hold) {}

        private void wait(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
