package kr.codeb.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waiting, with an end. */
final class Wait {

    private Wait() {}

    /** Asks 20 times a second. Fails the test when the time is over. */
    static void until(String what, Duration limit, BooleanSupplier holds) {
        Instant end = Instant.now().plus(limit);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Not after %d s: %s".formatted(limit.toSeconds(), what));
            }
            millis(50);
        }
    }

    static void seconds(long seconds) {
        millis(seconds * 1000);
    }

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
