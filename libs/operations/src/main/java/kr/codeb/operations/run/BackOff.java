package kr.codeb.operations.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** When what is still to be done is tried again: after a first pause, then twice as long each time, up to a longest. */
public final class BackOff {

    private final Duration first;
    private final Duration longest;
    private final InstantSource clock;
    private final Map<String, Wait> waits = new ConcurrentHashMap<>();

    private record Wait(Duration pause, Instant until) {}

    public BackOff(Duration first, Duration longest, InstantSource clock) {
        this.first = first;
        this.longest = longest;
        this.clock = clock;
    }

    /** Whether it was never put off, or its pause is over. */
    public boolean isDue(String what) {
        Wait wait = waits.get(what);
        Instant now = clock.instant();
        // A clock that was set back must not make a pause longer than the longest.
        return wait == null || !now.isBefore(wait.until) || wait.until.isAfter(now.plus(longest));
    }

    /** @return how long it waits now */
    public Duration putOff(String what) {
        return waits.compute(what, (name, before) -> wait(before == null ? first : before.pause.multipliedBy(2))).pause;
    }

    void forget(String what) {
        waits.remove(what);
    }

    /** Forgets all others: they are done, or somebody else has done them. */
    public void keepOnly(Set<String> still) {
        waits.keySet().retainAll(still);
    }

    private Wait wait(Duration wanted) {
        Duration pause = wanted.compareTo(longest) < 0 ? wanted : longest;
        return new Wait(pause, clock.instant().plus(pause));
    }
}
