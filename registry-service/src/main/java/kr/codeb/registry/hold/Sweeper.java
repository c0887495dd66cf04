package kr.codeb.registry.hold;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import kr.codeb.registry.operation.Operations;

/** Once a second: holds that died, and what need not be remembered. */
@Singleton
class Sweeper {

    private final Holds holds;
    private final Operations operations;

    Sweeper(Holds holds, Operations operations) {
        this.holds = holds;
        this.operations = operations;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (operations.damage() == null) {
            holds.sweep();
            operations.forgetOld();
        }
    }
}
