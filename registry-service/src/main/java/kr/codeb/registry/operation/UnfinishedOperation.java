package kr.codeb.registry.operation;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import kr.codeb.contracts.operation.Operation;

/** An operation that has not ended, and those who wait for its next state. */
final class UnfinishedOperation {

    private final ReentrantLock changing = new ReentrantLock();
    private final ReentrantLock waiting = new ReentrantLock();
    private final Condition changed = waiting.newCondition();
    private volatile Operation current;
    private boolean stopping;

    UnfinishedOperation(Operation operation) {
        current = operation;
    }

    Operation current() {
        return current;
    }

    /** @param written returns when the new state is on the medium; the old one stays if it throws */
    Operation change(UnaryOperator<Operation> stage, Consumer<Operation> written) {
        changing.lock();
        try {
            Operation next = stage.apply(current);
            if (next != current) {
                written.accept(next);
                publish(next);
            }
            return next;
        } finally {
            changing.unlock();
        }
    }

    private void publish(Operation next) {
        waiting.lock();
        try {
            current = next;
            changed.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    /** Nobody waits any longer: all are told how it is now. */
    void stop() {
        waiting.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    /** The first state that {@code wanted} accepts, or whatever it is after {@code patience}. */
    Operation await(Predicate<Operation> wanted, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        waiting.lock();
        try {
            while (!wanted.test(current) && left > 0 && !stopping) {
                left = changed.awaitNanos(left);
            }
            return current;
        } finally {
            waiting.unlock();
        }
    }
}
