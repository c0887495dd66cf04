package kr.codeb.operations.run;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** When what failed is tried again: after 2 s, then twice as long each time, up to a minute. */
final class BackOff {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Map<String, Wait> waits = new ConcurrentHashMap<>();

    boolean isDue(String id) {
        Wait wait = waits.get(id);
        return wait == null || System.nanoTime() - wait.until >= 0;
    }

    /** @return how long it waits now */
    Duration failed(String id) {
        return waits.compute(id, (name, before) -> Wait.of(before == null ? SHORTEST : longer(before.pause))).pause;
    }

    void forget(String id) {
        waits.remove(id);
    }

    /** Forgets all others: somebody else has ended them. */
    void keepOnly(Set<String> ids) {
        waits.keySet().retainAll(ids);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    private record Wait(Duration pause, long until) {

        static Wait of(Duration pause) {
            return new Wait(pause, System.nanoTime() + pause.toNanos());
        }
    }
}
