package kr.codeb.deployer.cleanup;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Puts off what was tried and is still to be done: twice as long each time, up to a longest time. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final Map<String, Attempts> tried = new HashMap<>();

    private record Attempts(int count, Instant next) {}

    /** @param first how long the second attempt waits after the first */
    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    boolean isDue(String what, Instant now) {
        Attempts attempts = tried.get(what);
        return attempts == null || !now.isBefore(attempts.next);
    }

    void tried(String what, Instant now) {
        int count = tried.containsKey(what) ? tried.get(what).count + 1 : 0;
        Duration pause = first.multipliedBy(1L << Math.min(count, 20));
        tried.put(what, new Attempts(count, now.plus(pause.compareTo(longest) < 0 ? pause : longest)));
    }

    /** Forgets all that is not to be done any more. */
    void keepOnly(Set<String> still) {
        tried.keySet().retainAll(still);
    }
}
