package kr.codeb.registry.operation;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.JournalFile;
import kr.codeb.registry.store.Json;

/** The journal and history of every change. What is answered here is on the medium. */
@Singleton
public class OperationJournal {

    private static final long LARGE = 16L * 1024 * 1024;
    private static final int MANY = 5000;

    /** More holds than the lines that a damage spoiled can have told of. */
    private static final long LOST_FENCES = 100_000;

    private final NavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final Map<String, String> idempotent = new ConcurrentHashMap<>();
    private final ReentrantLock[] creating =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);
    private final Path file;
    private final Disk disk;
    private volatile JournalFile journal;
    private volatile CodebException damage;
    private volatile long highestFence;

    public OperationJournal(RegistryDirectory directory, Disk disk) {
        file = directory.resolve(JournalContent.FILE);
        this.disk = disk;
        load();
    }

    private void load() {
        JournalContent content = JournalContent.read(file, disk);
        content.operations().values().forEach(this::remember);
        highestFence = content.operations().values().stream()
                .mapToLong(Operation::fence)
                .max()
                .orElse(0);
        if (content.damage() == null) {
            journal = new JournalFile(file, disk, content.good(), Retention::compact, LARGE);
        }
        damage = content.damage();
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
        return damage;
    }

    /** The highest fence there was when the journal was read. */
    public long highestFence() {
        return highestFence;
    }

    /**
     * Writes a new operation down, unless the same call came before.
     *
     * @throws CodebException IDEMPOTENCY_MISMATCH when the same key came with another body
     */
    public Created create(NewOperation asked) {
        checkUsable();
        if (asked.idempotency() == null) {
            return new Created(write(asked), true);
        }
        String scope = scope(asked.by(), asked.idempotency());
        ReentrantLock lock = creating[Math.floorMod(scope.hashCode(), creating.length)];
        lock.lock();
        try {
            Operation before = earlier(scope);
            if (before == null) {
                return new Created(write(asked), true);
            }
            if (!before.idempotency().hash().equals(asked.idempotency().hash())) {
                throw new CodebException(
                        ErrorCode.IDEMPOTENCY_MISMATCH,
                        "This Idempotency-Key was used for another call (%s). Use a new key for a new call."
                                .formatted(before.id()));
            }
            return new Created(before, false);
        } finally {
            lock.unlock();
        }
    }

    private Operation write(NewOperation asked) {
        Operation operation = Stages.created(asked);
        journal.append(Json.bytes(operation));
        remember(operation);
        return operation;
    }

    private Operation earlier(String scope) {
        String id = idempotent.get(scope);
        Entry entry = id == null ? null : entries.get(id);
        if (entry == null) {
            return null;
        }
        Operation before = entry.current();
        boolean old = before.createdAt().isBefore(Times.now().minus(Retention.REPEATABLE));
        boolean freed = before.failure() != null && before.failure().code().retryable();
        return old || freed ? null : before;
    }

    /** @throws CodebException OPERATION_NOT_FOUND */
    public Operation get(String id) {
        return entry(id).current();
    }

    /** As {@link #get}, but waits up to {@code patience} for a state that {@code wanted} accepts. */
    public Operation await(String id, Predicate<Operation> wanted, Duration patience) {
        try {
            return entry(id).await(wanted, patience);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The registry is stopping. Try again.", stopping);
        }
    }

    /** Newest first. */
    public Stream<Operation> newestFirst() {
        checkUsable();
        return entries.descendingMap().values().stream().map(Entry::current);
    }

    public List<Operation> unfinished() {
        return entries.values().stream()
                .map(Entry::current)
                .filter(operation -> !operation.state().ended())
                .toList();
    }

    /** Moves an operation on; a stage that answers the same object changes nothing. */
    public Operation change(String id, UnaryOperator<Operation> stage) {
        return change(id, stage, true);
    }

    /** @param durable whether it has to outlive a power cut, and not only this process */
    public Operation change(String id, UnaryOperator<Operation> stage, boolean durable) {
        checkUsable();
        return entry(id).change(stage, next -> journal.append(Json.bytes(next), durable));
    }

    /** Forgets what {@link Retention} does not keep, when there is much. */
    public void forgetOld() {
        if (entries.size() > MANY) {
            List<Operation> known =
                    entries.values().stream().map(Entry::current).toList();
            Set<String> remembered = Retention.remembered(known);
            // Only of those that were looked at: one that is written down meanwhile is none of them.
            known.stream()
                    .map(Operation::id)
                    .filter(id -> !remembered.contains(id))
                    .forEach(entries::remove);
            idempotent.values().removeIf(id -> !entries.containsKey(id));
        }
    }

    private Entry entry(String id) {
        checkUsable();
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new CodebException(ErrorCode.OPERATION_NOT_FOUND, "There is no operation %s.".formatted(id));
        }
        return entry;
    }

    private void remember(Operation operation) {
        entries.put(operation.id(), new Entry(operation));
        if (operation.idempotency() != null) {
            idempotent.merge(
                    scope(operation.by(), operation.idempotency()),
                    operation.id(),
                    (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
    }

    private void checkUsable() {
        if (damage != null) {
            throw new CodebException(damage.body());
        }
    }

    private static String scope(String by, Idempotency idempotency) {
        return by + "\n" + idempotency.key();
    }

    @PreDestroy
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }
}
