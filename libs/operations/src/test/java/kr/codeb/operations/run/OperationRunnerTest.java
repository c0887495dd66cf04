package kr.codeb.operations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
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
import org.junit.jupiter.api.Test;

class OperationRunnerTest {

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private final CountDownLatch mayBeHeld = new CountDownLatch(1);
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final Queue<RuntimeException> recoveryFailsWith = new ConcurrentLinkedQueue<>();
    private long revisionWhenHeld = 2;
    private List<StepReport> steps = List.of();
    private final OperationRunner runner =
            new OperationRunner(new Journal(new Registry()), new ObjectMapper(), List.of(new Deploys()), "deployer");

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
            return List.of();
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

    private final class Registry implements OperationsClient {

        @Override
        public Operation begin(NewOperation begun) {
            return operation(1);
        }

        @Override
        public List<Operation> abandoned(String service, String instance) {
            return List.of(operation(2));
        }

        @Override
        public Operation hold(String id, HoldRequest request) {
            isAsked.countDown();
            try {
                mayBeHeld.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return operation(revisionWhenHeld);
        }

        @Override
        public void renew(String id, Hold hold, HoldRequest request) {}

        @Override
        public Operation progress(String id, Hold hold, Progress progress) {
            return operation(revisionWhenHeld);
        }

        @Override
        public Operation end(String id, Hold hold, Ending ending) {
            endings.add(ending);
            return operation(revisionWhenHeld);
        }

        @Override
        public void check(Hold hold) {}
    }
}
