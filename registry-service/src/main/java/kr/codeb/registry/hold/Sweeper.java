package kr.codeb.registry.hold;

import io.quarkus.runtime.Quarkus;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.registry.operation.OperationJournal;
import kr.codeb.registry.operation.Stages;
import org.jboss.logging.Logger;

/** Once a second: holds that died, operations that nobody began, and what need not be remembered. */
@Singleton
public class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    /** The exit code of a process that ends so that a new one is started, which can write. */
    private static final int BROKEN = 70;

    private final EnvironmentLocks locks;
    private final OperationJournal operations;

    public Sweeper(EnvironmentLocks locks, OperationJournal operations) {
        this.locks = locks;
        this.operations = operations;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (operations.isBroken()) {
            LOG.fatal(operations.damage().getMessage());
            Quarkus.asyncExit(BROKEN);
        }
        locks.all().stream().filter(EnvironmentLock::isDead).forEach(this::release);
        if (operations.damage() == null) {
            operations.unfinished().stream()
                    .filter(Overdue.NEVER_STARTED::isOver)
                    .forEach(this::giveUp);
            operations.forgetOld();
        }
    }

    /** From now on the number of the hold that died is void. */
    private void release(EnvironmentLock lock) {
        lock.ifFree(() -> {
            if (lock.isDead()) {
                lock.release();
            }
        });
    }

    private void giveUp(Operation operation) {
        locks.of(operation)
                .ifFree(() -> operations.change(
                        operation.id(),
                        was -> Overdue.NEVER_STARTED.isOver(was) ? Stages.ended(was, Overdue.ending(was)) : was));
    }
}
