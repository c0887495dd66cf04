package kr.codeb.registry.hold;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.registry.operation.OperationJournal;
import kr.codeb.registry.operation.Stages;

/** Once a second: holds that died, operations that nobody began, and what need not be remembered. */
@Singleton
public class Sweeper {

    private final EnvironmentLocks places;
    private final OperationJournal operations;

    public Sweeper(EnvironmentLocks places, OperationJournal operations) {
        this.places = places;
        this.operations = operations;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        places.all().stream().filter(EnvironmentLock::isDead).forEach(this::release);
        if (operations.damage() == null) {
            operations.unfinished().stream()
                    .filter(Overdue.NEVER_STARTED::isOver)
                    .forEach(this::giveUp);
            operations.forgetOld();
        }
    }

    /** From now on the number of the hold that died is void. */
    private void release(EnvironmentLock place) {
        place.ifFree(() -> {
            if (place.isDead()) {
                place.release();
            }
        });
    }

    private void giveUp(Operation operation) {
        places.of(operation)
                .ifFree(() -> operations.change(
                        operation.id(),
                        was -> Overdue.NEVER_STARTED.isOver(was) ? Stages.ended(was, Overdue.ending(was)) : was));
    }
}
