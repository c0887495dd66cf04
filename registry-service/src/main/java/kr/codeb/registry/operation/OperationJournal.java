package kr.codeb.registry.operation;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationFigures;
import kr.codeb.contracts.operation.RepeatedCall;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.JournalFile;
import kr.codeb.registry.store.Damage;
import kr.codeb.registry.store.Json;
import kr.codeb.settings.RegistryConfig;
import kr.codeb.web.life.Drainable;

/**
 * The journal and history of every change. What is answered here is on the medium. Operations that have not ended are in
 * memory; of those that have, only a summary is, and the rest is read from the file when somebody asks.
 */
@Singleton
public class OperationJournal implements Drainable {

    /** Bytes of the file from which on it is worth compacting. */
    private static final long LARGE = 8L * 1024 * 1024;

    /** So many new operations are awaited before old ones are looked for: that goes through all that are known. */
    private static final int WORTH_FORGETTING = 500;

    /** More holds than the lines that a damage spoiled can have told of. */
    private static final long LOST_FENCES = 100_000;

    private final Map<String, UnfinishedOperation> unfinished = new ConcurrentSkipListMap<>();
    private final ReentrantLock[] creating =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);
    private final AtomicInteger sinceForgetting = new AtomicInteger();
    private final Tallies tallies = new Tallies();
    private final Path file;
    private final Disk disk;
    private final Retention retention;
    private final Spool spool;
    private volatile OperationIndex index;
    private volatile JournalFile journal;
    private volatile CodebException damage;
    private volatile long highestFence;

    public OperationJournal(RegistryDirectory directory, Disk disk, RegistryConfig config) {
        file = directory.resolve(JournalContent.FILE);
        this.disk = disk;
        spool = new Spool(directory.resolve(Spool.FOLDER), disk);
        retention = new Retention(
                config.operations().rememberedPerTeam(), config.operations().idempotencyKeysPerTeam());
        load();
    }

    private void load() {
        JournalContent content = JournalContent.read(file, disk, retention);
        index = content.operations();
        highestFence = index.highestFence();
        damage = content.damage();
        if (damage == null) {
            journal = new JournalFile(file, disk, content.good(), content.positions(), LARGE);
            index.newestFirst()
                    .filter(operation -> !operation.ended())
                    .forEach(operation ->
                            unfinished.put(operation.id(), new UnfinishedOperation(stored(operation.id()))));
        }
    }

    /** Leaves out the journal's damaged lines; the file as it was is kept aside. */
    public synchronized RestoredFile restore() {
        if (damage == null) {
            throw new CodebException(
                    ErrorCode.INVALID_REQUEST,
                    "%s is not damaged. Nothing was changed.".formatted(JournalContent.FILE));
        }
        RestoredFile restored = JournalContent.salvage(file, disk);
        load();
        highestFence += LOST_FENCES;
        return restored;
    }

    /** @param isNew false when the same call was made before and this is its operation */
    public record Created(Operation operation, boolean isNew) {}

    /** Why nothing can be written down; null when all is well. */
    public CodebException damage() {
        return damage != null ? damage : journal.broken();
    }

    /** Whether only a new process can write again. */
    public boolean isBroken() {
        return damage == null && journal.broken() != null;
    }

    /** The highest fence there was when the journal was read. */
    public long highestFence() {
        return highestFence;
    }

    /**
     * Writes a new operation down, unless the same call came before.
     *
     * @param admission is asked first, unless the same call came before
     * @throws CodebException IDEMPOTENCY_MISMATCH when the same key came with another body; what {@code admission} throws
     */
    public Created create(NewOperation asked, Admission admission) {
        checkUsable();
        Idempotency idempotency = asked.idempotency();
        if (idempotency == null) {
            return admit(asked, admission);
        }
        ReentrantLock lock = creating[
                Math.floorMod(CallDigest.of(asked.by(), idempotency.key()).hashCode(), creating.length)];
        lock.lock();
        try {
            Optional<Operation> before = begunBefore(new RepeatedCall(asked.by(), idempotency));
            return before.map(same -> new Created(same, false)).orElseGet(() -> admit(asked, admission));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The operation that the same call began before, if it may not run again.
     *
     * @throws CodebException IDEMPOTENCY_MISMATCH when the same key came with another body
     */
    public Optional<Operation> begunBefore(RepeatedCall repeated) {
        checkUsable();
        Idempotency idempotency = repeated.idempotency();
        OperationSummary before = index.byCall(CallDigest.of(repeated.by(), idempotency.key()));
        if (before == null || before.mayRunAgain() || isOld(before)) {
            return Optional.empty();
        }
        if (!before.callHash().equals(idempotency.hash())) {
            throw new CodebException(
                    ErrorCode.IDEMPOTENCY_MISMATCH,
                    "This Idempotency-Key was used for another call (%s). Use a new key for a new call."
                            .formatted(before.id()));
        }
        return Optional.of(get(before.id()));
    }

    private Created admit(NewOperation asked, Admission admission) {
        admission.check(asked);
        Operation operation = Stages.created(asked);
        journal.append(operation.id(), Json.bytes(operation), true);
        unfinished.put(operation.id(), new UnfinishedOperation(operation));
        index.put(OperationSummary.of(operation));
        sinceForgetting.incrementAndGet();
        return new Created(operation, true);
    }

    /** Takes in what codeb-slot wrote down; what it does while nobody asks is seen with the next question. */
    public void takeIn() {
        if (damage() == null) {
            spool.drain(this::takeIn);
        }
    }

    /** @return whether nothing more can come of it: it has ended, or the recovery has taken it over */
    private boolean takeIn(Operation told) {
        if (!index.contains(told.id())) {
            journal.append(told.id(), Json.bytes(told), true);
            if (!told.state().ended()) {
                unfinished.put(told.id(), new UnfinishedOperation(told));
            }
            index.put(OperationSummary.of(told));
            sinceForgetting.incrementAndGet();
            return told.state().ended();
        }
        if (!unfinished.containsKey(told.id())) {
            return true;
        }
        Operation now = change(told.id(), was -> was.byScript() && was.revision() < told.revision() ? told : was);
        return now.state().ended() || !now.byScript();
    }

    private static boolean isOld(OperationSummary operation) {
        return operation.createdAt().isBefore(Times.now().minus(Retention.REPEATABLE));
    }

    /** @throws CodebException OPERATION_NOT_FOUND */
    public Operation get(String id) {
        UnfinishedOperation known = unfinished(id);
        if (known == null ? !index.contains(id) : known.current().byScript()) {
            takeIn();
            known = unfinished(id);
        }
        return known == null ? stored(id) : known.current();
    }

    /** As {@link #get}, but waits up to {@code patience} for a state that {@code wanted} accepts. */
    public Operation await(String id, Predicate<Operation> wanted, Duration patience) {
        UnfinishedOperation known = unfinished(id);
        if (known == null) {
            return stored(id);
        }
        try {
            return known.await(wanted, patience);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The registry is stopping. Try again.", stopping);
        }
    }

    /** The history, newest first: what began. */
    public List<Operation> list(Predicate<OperationSummary> wanted, int limit) {
        checkUsable();
        takeIn();
        return index.newestFirst()
                .filter(operation -> operation.began() || !operation.ended())
                .filter(wanted)
                .limit(limit)
                .map(operation -> get(operation.id()))
                .toList();
    }

    /** The newest operation of a team that has not ended at this environment. */
    public Optional<Operation> running(String teamId, String project, Environment environment) {
        checkUsable();
        return unfinished().stream()
                .filter(operation -> operation.project().equals(project)
                        && operation.environment() == environment
                        && Objects.equals(teamId, operation.teamId()))
                .reduce((older, newer) -> newer);
    }

    public List<Operation> unfinished() {
        takeIn();
        return unfinished.values().stream()
                .map(UnfinishedOperation::current)
                .filter(operation -> !operation.state().ended())
                .toList();
    }

    /** Moves an operation on; a stage that answers the same object changes nothing. */
    public Operation change(String id, UnaryOperator<Operation> stage) {
        return change(id, stage, true);
    }

    /**
     * As {@link #change(String, UnaryOperator)}.
     *
     * @param durable whether it has to outlive a power cut, and not only this process
     */
    public Operation change(String id, UnaryOperator<Operation> stage, boolean durable) {
        UnfinishedOperation known = unfinished(id);
        if (known == null) {
            Operation ended = stored(id);
            if (stage.apply(ended) != ended) {
                throw new IllegalStateException("%s has ended and cannot be moved on".formatted(id));
            }
            return ended;
        }
        Operation next = known.change(stage, changed -> {
            journal.append(id, Json.bytes(changed), durable);
            index.put(OperationSummary.of(changed));
        });
        if (next.state().ended() && unfinished.remove(id) != null) {
            tallies.ended(next);
        }
        return next;
    }

    /** Forgets what {@link Retention} does not keep, when there is much. */
    public void forgetOld() {
        if (sinceForgetting.get() >= WORTH_FORGETTING) {
            sinceForgetting.set(0);
            journal.forget(index.forget(retention, Times.now()));
        }
    }

    /** How many there are and were since the start of this process. */
    OperationFigures figures() {
        return new OperationFigures(
                tallies.all(),
                unfinished().stream().collect(Collectors.toMap(Operation::kind, operation -> 1, Integer::sum)));
    }

    /** How many operations are remembered. */
    int size() {
        return index.size();
    }

    private UnfinishedOperation unfinished(String id) {
        checkUsable();
        return unfinished.get(id);
    }

    private Operation stored(String id) {
        try {
            byte[] line = journal.read(id)
                    .orElseThrow(() -> new CodebException(
                            ErrorCode.OPERATION_NOT_FOUND, "There is no operation %s.".formatted(id)));
            return Json.read(line, Operation.class);
        } catch (IOException unreadable) {
            throw Damage.of(JournalContent.FILE, "%s cannot be read (%s)".formatted(id, unreadable.getMessage()));
        }
    }

    private void checkUsable() {
        if (damage != null) {
            throw new CodebException(damage.body());
        }
    }

    @Override
    public void stop() {
        unfinished.values().forEach(UnfinishedOperation::stop);
    }

    @PreDestroy
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }
}
