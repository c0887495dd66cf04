package kr.codeb.registry.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** How many keys one of a kind, such as a team, may make in a minute. */
final class KeyRate {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final String kind;
    private final int most;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    private record Window(Instant start, int made) {}

    /** @param kind of those that are counted, {@code team} */
    KeyRate(String kind, int most) {
        this.kind = kind;
        this.most = most;
    }

    /** @throws CodebException RATE_LIMITED, with {@code details.retryAfter} in seconds */
    void take(String name, Instant now) {
        Window window = windows.compute(
                name,
                (any, before) -> before == null || !now.isBefore(before.start().plus(WINDOW))
                        ? new Window(now, 1)
                        : new Window(before.start(), before.made() + 1));
        if (window.made() > most) {
            long seconds = Duration.between(now, window.start().plus(WINDOW)).toSeconds() + 1;
            throw new CodebException(
                    ErrorCode.RATE_LIMITED,
                    "The %s %s made %d keys within a minute, as many as it may (codeb.keys.new-per-minute). Try again in %d seconds."
                            .formatted(kind, name, most, seconds),
                    Map.of("retryAfter", seconds));
        }
    }
}
