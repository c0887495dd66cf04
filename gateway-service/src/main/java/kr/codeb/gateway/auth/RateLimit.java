package kr.codeb.gateway.auth;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.settings.GatewayConfig;

/** Counts the tool calls of each key, minute by minute. */
@Singleton
public class RateLimit {

    private static final long WINDOW = 60_000;

    private final int limit;
    private final Clock clock;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    @Inject
    RateLimit(GatewayConfig config) {
        this(config.rateLimit(), Clock.systemUTC());
    }

    RateLimit(int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    private record Window(long number, int calls) {}

    /** Counts a call of this key and tells how many are left. */
    public Allowance take(String keyId) {
        long now = clock.millis();
        long number = now / WINDOW;
        windows.values().removeIf(old -> old.number < number);
        int calls = windows.merge(keyId, new Window(number, 1), (old, one) -> new Window(number, old.calls + 1)).calls;
        long reset = Math.ceilDiv((number + 1) * WINDOW - now, 1000);
        return new Allowance(limit, Math.max(0, limit - calls), reset, calls <= limit);
    }

    /**
     * What is left to a key.
     *
     * @param reset seconds until the full number may be used again
     */
    public record Allowance(int limit, int remaining, long reset, boolean allowed) {

        /** @throws CodebException RATE_LIMITED when nothing was left */
        public void check() {
            if (!allowed) {
                throw new CodebException(
                        ErrorCode.RATE_LIMITED,
                        "This key has used up its %d calls of this minute. Call again in %d seconds."
                                .formatted(limit, reset),
                        Map.of("limit", limit, "retryAfter", reset));
            }
        }
    }
}
