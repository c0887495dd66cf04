package kr.codeb.operations.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** One process' work on one operation, from the moment it holds it; it has only so much time. */
final class Attempt {

    /** After so long without renewals a hold is dead, whatever {@code codeb.hold.seconds} says. */
    private static final Duration HOLD_IS_DEAD = Duration.ofSeconds(13);

    private final HeldOperation operation;
    private final Duration longest;
    private final long deadline;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile Thread worker;
    private volatile long givenUpAt;

    Attempt(HeldOperation operation, Duration longest) {
        this.operation = operation;
        this.longest = longest;
        this.deadline = System.nanoTime() + longest.toNanos();
    }

    HeldOperation operation() {
        return operation;
    }

    void worksOn(Thread thread) {
        worker = thread;
    }

    boolean isOverdue() {
        return System.nanoTime() - deadline > 0;
    }

    boolean isGivenUp() {
        return givenUpAt != 0;
    }

    /** Whether its hold is dead for certain, so that somebody else may take the operation up. */
    boolean isOver() {
        return isGivenUp() && System.nanoTime() - givenUpAt > HOLD_IS_DEAD.toNanos();
    }

    /** Writes down why and stops: the hold is renewed no more, and nothing that the worker does passes from here on. */
    void giveUp() {
        givenUpAt = System.nanoTime();
        try {
            operation.giveUp(new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The %s did not end within %d minutes: something hung. It was given up and taken back. Look at health_check, then call again."
                            .formatted(operation.operation().kind().word(), Math.max(1, longest.toMinutes()))));
        } finally {
            worker.interrupt();
        }
    }

    /** One renewal at a time: a registry that is slow is not asked by more and more of them. */
    void renewed(Runnable renewal) {
        if (renewing.compareAndSet(false, true)) {
            try {
                renewal.run();
            } finally {
                renewing.set(false);
            }
        }
    }
}
