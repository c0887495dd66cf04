package kr.codeb.operations.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.RunRequest;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.web.Correlation;
import kr.codeb.web.life.Drainable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Runs operations on virtual threads, renews their holds, and takes up those whose process died. */
@Singleton
public class OperationRunner implements Drainable {

    private static final Logger LOG = Logger.getLogger(OperationRunner.class);
    /** As of a JVM with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private final Journal journal;
    private final ObjectMapper json;
    private final Map<OperationKind, OperationHandler> handlers;
    private final HoldRequest me;
    private final Map<String, Attempt> running = new ConcurrentHashMap<>();
    /** What this process has to do with already: a call that is repeated and the recovery may come at the same time. */
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    private final BackOff backOff = new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(1), InstantSource.system());
    private volatile boolean stopping;
    private volatile Look lastLook = new Look(System.nanoTime(), false);
    private final Function<OperationKind, Duration> longest;
    private final IntConsumer end;

    @Inject
    OperationRunner(
            Journal journal,
            ObjectMapper json,
            @All List<OperationHandler> handlers,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(journal, json, handlers, service, OperationKind::longest, Runtime.getRuntime()::halt);
    }

    /**
     * @param longest how long an operation may last
     * @param end ends the process with an exit status
     */
    OperationRunner(
            Journal journal,
            ObjectMapper json,
            List<OperationHandler> handlers,
            String service,
            Function<OperationKind, Duration> longest,
            IntConsumer end) {
        this.journal = journal;
        this.json = json;
        this.handlers = handlers.stream().collect(Collectors.toMap(OperationHandler::kind, Function.identity()));
        this.me = new HoldRequest(service, UUID.randomUUID().toString().substring(0, 8));
        this.longest = longest;
        this.end = end;
    }

    /** Begins an operation that is written down; its end stands in the journal. Returns once it is held or refused. */
    public void start(RunRequest request) {
        Operation pending = request.operation();
        if (!claimed.add(pending.id())) {
            return;
        }
        boolean launched = false;
        try {
            Operation held = journal.hold(pending.id(), me);
            // A process that died may have begun it: the gateway repeats a request whose answer it never got.
            boolean untouched = held.revision() == pending.revision() + 1;
            launch(held, untouched ? operation -> handlerOf(held).run(operation, request.secret()) : this::recovered);
            launched = true;
        } catch (CodebException refused) {
            journal.endPending(pending.id(), Ending.failed(List.of(), refused.body()));
        } finally {
            if (!launched) {
                claimed.remove(pending.id());
            }
        }
    }

    void recoverAtStart(@Observes StartupEvent started) {
        Thread.ofVirtual().name("recovery").start(this::recover);
    }

    /** Takes up operations that nobody works on any more; one look at a time, so that each is taken up once. */
    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void recover() {
        if (stopping) {
            return;
        }
        List<Operation> abandoned;
        try {
            abandoned = journal.abandoned(me);
        } catch (RuntimeException registryAway) {
            LOG.debugf("recovery waits for the registry: %s", registryAway.getMessage());
            lastLook = new Look(System.nanoTime(), false);
            return;
        }
        lastLook = new Look(System.nanoTime(), true);
        Set<String> ids = abandoned.stream().map(Operation::id).collect(Collectors.toSet());
        ids.addAll(running.keySet());
        backOff.keepOnly(ids);
        abandoned.stream().filter(operation -> backOff.isDue(operation.id())).forEach(this::takeUp);
    }

    /**
     * A look for operations that nobody works on.
     *
     * @param at {@link System#nanoTime()} when it ended
     * @param answered whether the registry answered
     */
    record Look(long at, boolean answered) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - at);
        }
    }

    /** The last one that ended; until the first one, the start of this process. */
    Look lastLook() {
        return lastLook;
    }

    int running() {
        return running.size();
    }

    /** What runs goes on while this process does; the next process takes up what has not ended then. */
    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public int atWork() {
        return running.size();
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renew() {
        running.values().forEach(attempt -> Thread.ofVirtual().start(() -> attend(attempt)));
    }

    /** Renews an attempt's hold, unless it lasts too long: then the recovery takes the operation up once the hold is dead. */
    private void attend(Attempt attempt) {
        if (attempt.isOver()) {
            ended(attempt);
        } else if (!attempt.isGivenUp() && attempt.isOverdue()) {
            Operation operation = attempt.operation().operation();
            LOG.errorf("%s, %s: it lasts too long and is given up", operation.id(), operation.describe());
            attempt.giveUp();
        } else if (!attempt.isGivenUp()) {
            attempt.renewed(() -> renew(attempt.operation()));
        }
    }

    private void renew(HeldOperation operation) {
        try {
            journal.renew(operation.hold(), me);
        } catch (RuntimeException lost) {
            LOG.warnf("%s: the hold was not renewed: %s", operation.operation().id(), lost.getMessage());
        }
    }

    /** The same process may take the operation up again by now, in another attempt. */
    private void ended(Attempt attempt) {
        String id = attempt.operation().operation().id();
        if (running.remove(id, attempt)) {
            claimed.remove(id);
        }
    }

    private void takeUp(Operation operation) {
        if (!claimed.add(operation.id())) {
            return;
        }
        boolean launched = false;
        Correlation.take(operation.correlationId());
        try {
            if (operation.state() == OperationState.PENDING) {
                journal.endPending(operation.id(), Ending.failed(List.of(), neverBegan(operation)));
                return;
            }
            Operation held = journal.hold(operation.id(), me);
            LOG.infof("taking up %s, %s, whose process died", held.id(), held.describe());
            launch(held, this::recovered);
            launched = true;
        } catch (RuntimeException notNow) {
            Duration pause = backOff.putOff(operation.id());
            LOG.infof(
                    "%s cannot be taken up now, again in %d s: %s",
                    operation.id(), pause.toSeconds(), notNow.getMessage());
        } finally {
            if (!launched) {
                claimed.remove(operation.id());
            }
            Correlation.clear();
        }
    }

    private void launch(Operation held, Function<HeldOperation, Object> work) {
        HeldOperation operation = new HeldOperation(
                held, journal, json, report -> Thread.ofVirtual().start(Correlation.carried(report)));
        Attempt attempt = new Attempt(operation, longest.apply(held.kind()));
        Thread worker = Thread.ofVirtual().name(held.id()).unstarted(() -> {
            Correlation.take(held.correlationId());
            try {
                carryOut(operation, work);
            } finally {
                ended(attempt);
                Correlation.clear();
            }
        });
        attempt.worksOn(worker);
        running.put(held.id(), attempt);
        worker.start();
    }

    private void carryOut(HeldOperation operation, Function<HeldOperation, Object> work) {
        String id = operation.operation().id();
        String what = id + ", " + operation.operation().describe();
        try {
            Ending ending = workedOut(operation, work);
            operation.settleReports();
            journal.end(operation.hold(), ending);
            backOff.forget(id);
            LOG.infof(
                    "%s: %s%s",
                    what,
                    ending.state().wire(),
                    ending.failure() == null ? "" : ": " + ending.failure().error());
        } catch (HoldLost lost) {
            LOG.warnf("%s: the hold was lost; whoever holds it now goes on", what);
        } catch (Abandoned forNow) {
            LOG.warnf(
                    "%s: left for the recovery in %d s: %s",
                    what, backOff.putOff(id).toSeconds(), forNow.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.errorf(
                    unexpected,
                    "%s: its end could not be written down; the recovery takes it up in %d s",
                    what,
                    backOff.putOff(id).toSeconds());
        } catch (Error broken) {
            broke(what, id, broken);
        }
    }

    /** Nothing was taken back. A process that lacks memory ends: the next one takes up all that it did. */
    private void broke(String what, String id, Error broken) {
        if (broken instanceof VirtualMachineError && !(broken instanceof StackOverflowError)) {
            end.accept(OUT_OF_MEMORY);
        }
        LOG.errorf(
                broken,
                "%s: it broke; the recovery takes it up in %d s",
                what,
                backOff.putOff(id).toSeconds());
    }

    private Object recovered(HeldOperation operation) {
        return Abandoned.whenAway(
                "how far it came cannot be seen just now",
                () -> handlerOf(operation.operation()).recover(operation));
    }

    private Ending workedOut(HeldOperation operation, Function<HeldOperation, Object> work) {
        try {
            JsonNode result = json.valueToTree(work.apply(operation));
            return Ending.succeeded(done(operation.steps()), result);
        } catch (CodebException told) {
            return Ending.failed(operation.steps(), told.body());
        } catch (NotFinished told) {
            return Ending.failed(operation.steps(), told.body());
        } catch (HoldLost | Abandoned passed) {
            throw passed;
        } catch (RuntimeException unexpected) {
            LOG.errorf(
                    unexpected, "%s failed unexpectedly", operation.operation().id());
            return Ending.failed(
                    operation.steps(),
                    new ErrorBody(
                            ErrorCode.INTERNAL,
                            "Something unexpected went wrong; the %s's log tells more under this correlation id."
                                    .formatted(me.service()),
                            null));
        }
    }

    /** Of an operation that was finished by another process the last report of a step may be missing. */
    private static List<StepReport> done(List<StepReport> steps) {
        return steps.stream()
                .map(step -> step.status() == StepStatus.RUNNING
                        ? new StepReport(step.name(), StepStatus.SUCCESS, step.duration(), step.message())
                        : step)
                .toList();
    }

    private OperationHandler handlerOf(Operation operation) {
        return handlers.get(operation.kind());
    }

    private ErrorBody neverBegan(Operation operation) {
        return new ErrorBody(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The %s did not begin: the %s was away. Nothing was changed. Call again."
                        .formatted(operation.describe(), me.service()),
                null);
    }
}
