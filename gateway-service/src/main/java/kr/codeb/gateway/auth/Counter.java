package kr.codeb.gateway.auth;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts calls by name, minute by minute. What is of an earlier minute is forgotten. */
public final class Counter {

    private static final long WINDOW = 60_000;
    /** Names in one minute; beyond, all others share one count. */
    private static final int MANY = 50_000;

    private static final String OTHERS = "";

    private final Clock clock;
    private final AtomicLong minute = new AtomicLong();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    public Counter(Clock clock) {
        this.clock = clock;
    }

    /** Counts one more and tells how many that makes in this minute. */
    public int count(String name) {
        forget();
        String counted = calls.size() >= MANY && !calls.containsKey(name) ? OTHERS : name;
        return calls.merge(counted, 1, Integer::sum);
    }

    /** How many there were in this minute. */
    int calls(String name) {
        forget();
        return calls.getOrDefault(name, calls.size() >= MANY ? calls.getOrDefault(OTHERS, 0) : 0);
    }

    /** Seconds until the next minute begins. */
    long reset() {
        long now = clock.millis();
        return Math.ceilDiv((now / WINDOW + 1) * WINDOW - now, 1000);
    }

    private void forget() {
        long now = clock.millis() / WINDOW;
        if (minute.getAndSet(now) != now) {
            calls.clear();
        }
    }
}
