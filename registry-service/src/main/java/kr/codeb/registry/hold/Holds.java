package kr.codeb.registry.hold;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.file.Flock;
import kr.codeb.registry.operation.Admission;
import kr.codeb.registry.operation.OperationJournal;
import kr.codeb.registry.operation.Stages;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.settings.RegistryConfig;

/**
 * Grants the right to change a project's environment to one operation at a time. The right dies with its holder, and a
 * holder that comes back from the dead is refused here and by the fence file. {@code docs/slots.md} has the rules.
 */
@Startup
@Singleton
public class Holds implements Admission {

    /** How long a grant waits for commands of an earlier holder to end. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /** How long an operation whose hold died may be taken over before another one may begin instead. */
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final RegistryDirectory directory;
    private final EnvironmentLocks locks;
    private final DocumentStore store;
    private final OperationJournal operations;
    private final Duration term;
    private final Instances instances = new Instances();
    private final AtomicLong fences = new AtomicLong();

    public Holds(
            RegistryDirectory directory,
            EnvironmentLocks locks,
            DocumentStore store,
            OperationJournal operations,
            RegistryConfig config) {
        this.directory = directory;
        this.locks = locks;
        this.store = store;
        this.operations = operations;
        term = Duration.ofSeconds(config.hold().seconds());
    }

    /**
     * Puts the holds that were in force when the registry stopped in force again, for a fresh term. Their fence files
     * are not touched meanwhile: their holders' commands go on.
     */
    @PostConstruct
    public void restore() {
        if (operations.damage() != null) {
            return;
        }
        fences.accumulateAndGet(operations.highestFence(), Math::max);
        var running = operations.unfinished().stream()
                .filter(operation -> operation.state() == OperationState.RUNNING && !operation.byScript())
                .sorted(Comparator.comparingLong(Operation::fence))
                .toList();
        running.forEach(this::restore);
        Arrays.stream(directory.resolve("fences").toFile().list())
                .map(locks::named)
                .filter(lock -> lock.live().isEmpty())
                .forEach(EnvironmentLock::closeFence);
    }

    private void restore(Operation operation) {
        EnvironmentLock lock = locks.of(operation);
        instances.seen(operation.holder());
        lock.within(() -> {
            lock.resume(new Hold(operation.id(), operation.fence()), operation.holder(), term);
            return null;
        });
    }

    /** A change of an environment that another operation holds would only be refused by its executor. */
    @Override
    public void check(NewOperation asked) {
        locks.of(asked.project(), asked.environment())
                .live()
                .flatMap(held -> operations.unfinished().stream()
                        .filter(other -> other.id().equals(held.hold().operationId()))
                        .findFirst())
                .or(() -> scripts(asked.project(), asked.environment()))
                .ifPresent(other -> {
                    throw Refusal.heldBy(other);
                });
    }

    /** The operation that a script runs there, as far as it has written one down; one that was killed is none. */
    private Optional<Operation> scripts(String project, Environment environment) {
        return operations.unfinished().stream()
                .filter(other -> other.byScript()
                        && other.project().equals(project)
                        && other.environment() == environment
                        && !isLeft(other))
                .findFirst();
    }

    /** Whether the script that ran it is dead. */
    private boolean isLeft(Operation scripts) {
        EnvironmentLock lock = locks.of(scripts);
        return lock.within(() -> lock.isLeft(scripts.id()));
    }

    /**
     * Grants the hold that an operation needs to run; to the same process again: the same hold.
     *
     * @throws CodebException OPERATION_IN_PROGRESS when it cannot be granted now
     */
    public Operation take(String id, HoldRequest request) {
        instances.seen(request.holder());
        EnvironmentLock lock = locks.of(operations.get(id));
        return lock.within(() -> {
            Operation operation = operations.get(id);
            if (operation.state().ended()) {
                throw Refusal.hasEnded(operation);
            }
            Optional<LiveHold> held = lock.live();
            if (held.isPresent()) {
                LiveHold now = held.get();
                if (!now.hold().operationId().equals(id)) {
                    throw Refusal.heldBy(operations.get(now.hold().operationId()));
                }
                if (now.holder().equals(request.holder())) {
                    return operation;
                }
                if (!instances.replaces(request, now.holder())) {
                    throw Refusal.heldBy(operation);
                }
            }
            checkRecovered(lock, operation);
            return grant(lock, operation, request);
        });
    }

    private Operation grant(EnvironmentLock lock, Operation operation, HoldRequest request) throws IOException {
        if (!lock.lock()) {
            throw scripts(operation.project(), operation.environment())
                    .map(Refusal::heldBy)
                    .orElseGet(() -> Refusal.heldByShell(operation.project(), operation.environment()));
        }
        lock.suspend();
        try (Flock drained = lock.drain(DRAIN).orElseThrow(() -> Refusal.commandRuns(operation))) {
            store.change(afterAllChangesThatSawTheFormerHold -> null);
            long fence = fences.incrementAndGet();
            Operation granted = operations.change(operation.id(), was -> {
                if (was.state().ended()) {
                    throw Refusal.hasEnded(was);
                }
                return Stages.held(was, request.holder(), fence);
            });
            lock.hold(new Hold(operation.id(), fence), request.holder(), term);
            return granted;
        } catch (IOException | RuntimeException failure) {
            lock.release();
            throw failure;
        }
    }

    /** One that was just lost is first taken back by its own service; a new one would find its half-done work. */
    private void checkRecovered(EnvironmentLock lock, Operation operation) {
        operations.unfinished().stream()
                .filter(other -> other.state() == OperationState.RUNNING
                        && !other.id().equals(operation.id())
                        && other.besides(operation)
                        && (!other.byScript() || isLeft(other))
                        && lock.justLost(other.id(), RECOVERY))
                .findFirst()
                .ifPresent(other -> {
                    throw Refusal.heldBy(other);
                });
    }

    /** @throws CodebException OPERATION_IN_PROGRESS when the hold is lost */
    public void renew(Hold hold) {
        EnvironmentLock lock = locks.of(operations.get(hold.operationId()));
        lock.within(() -> {
            live(lock, hold).renew();
            return null;
        });
    }

    /** @throws CodebException OPERATION_IN_PROGRESS unless this hold is in force */
    public void check(Hold hold) {
        live(locks.of(operations.get(required(hold).operationId())), hold);
    }

    /** @throws CodebException OPERATION_IN_PROGRESS unless this hold is in force for that project's environment */
    public Hold check(Hold hold, String project, Environment environment) {
        live(locks.of(project, environment), required(hold));
        return hold;
    }

    /**
     * Writes down how far the holder is. Only notes have to outlive a power cut: who takes the operation up after one takes every
     * step back, whatever is written of it.
     */
    public Operation progress(Hold hold, Progress progress) {
        return change(hold, was -> Stages.progressed(was, progress), progress.notes() != null);
    }

    /** Writes a fact down, once. */
    public Operation note(Hold hold, String name, String value) {
        return change(hold, was -> Stages.noted(was, name, value), true);
    }

    private Operation change(Hold hold, UnaryOperator<Operation> stage, boolean durable) {
        EnvironmentLock lock = locks.of(operations.get(required(hold).operationId()));
        return lock.within(() -> {
            live(lock, hold);
            return operations.change(hold.operationId(), stage, durable);
        });
    }

    /** Ends an operation and releases its hold; again, by the same hold: the same answer. */
    public Operation end(Hold hold, Ending ending) {
        EnvironmentLock lock = locks.of(operations.get(required(hold).operationId()));
        return lock.within(() -> {
            Operation operation = operations.get(hold.operationId());
            if (operation.state().ended() && operation.fence() == hold.fence()) {
                return operation;
            }
            live(lock, hold);
            Operation ended = operations.change(hold.operationId(), was -> Stages.ended(was, ending));
            lock.release();
            return ended;
        });
    }

    /** Whether the asking process should take the operation over. */
    public boolean isAbandoned(Operation operation, HoldRequest asking) {
        instances.seen(asking.holder());
        if (operation.state().ended() || !operation.kind().service().equals(asking.service())) {
            return false;
        }
        return switch (operation.state()) {
            case PENDING -> Overdue.PENDING.isOver(operation);
            case RUNNING -> operation.byScript() ? isLeft(operation) : isLeft(operation, asking);
            case SUCCEEDED, FAILED -> false;
        };
    }

    private boolean isLeft(Operation operation, HoldRequest asking) {
        return locks.of(operation)
                .live()
                .filter(held -> held.hold().operationId().equals(operation.id()))
                .map(held -> instances.replaces(asking, held.holder()))
                .orElse(true);
    }

    /** The registry stops; the holds stay in force, and the next process takes their locks again. */
    @PreDestroy
    public void close() {
        locks.all().forEach(EnvironmentLock::unlock);
    }

    private static LiveHold live(EnvironmentLock lock, Hold hold) {
        return lock.live().filter(held -> held.hold().equals(hold)).orElseThrow(() -> Refusal.lost(hold.operationId()));
    }

    private static Hold required(Hold hold) {
        if (hold == null) {
            throw new CodebException(
                    ErrorCode.INVALID_REQUEST, "A change needs the header %s with a live hold.".formatted(Hold.HEADER));
        }
        return hold;
    }
}
