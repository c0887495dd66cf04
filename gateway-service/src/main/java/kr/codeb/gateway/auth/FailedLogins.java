package kr.codeb.gateway.auth;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.metrics.Figures;
import kr.codeb.settings.GatewayConfig;

/** Counts the keys and assertions that were wrong, by the address they came from, minute by minute. */
@Singleton
public class FailedLogins {

    private final Counter counter;
    private final int limit;
    private final Figures figures;

    @Inject
    FailedLogins(GatewayConfig config, Figures figures) {
        this(config.failedLogins().orElse(config.rateLimit()), Clock.systemUTC(), figures);
    }

    FailedLogins(int limit, Clock clock, Figures figures) {
        this.figures = figures;
        this.limit = limit;
        this.counter = new Counter(clock);
    }

    /** @throws CodebException RATE_LIMITED when this address has shown too many wrong ones in this minute */
    public void check(String address) {
        if (counter.calls(address) >= limit) {
            figures.refuse(Figures.Limit.ADDRESS);
            throw tooMany("Too many wrong API keys or assertions came from your address.", counter.reset());
        }
    }

    /** @return how many that makes in this minute */
    public int count(String address) {
        return counter.count(address);
    }

    public static CodebException tooMany(String sentence, long seconds) {
        return new CodebException(
                ErrorCode.RATE_LIMITED,
                "%s Call again in %d seconds.".formatted(sentence, seconds),
                Map.of("retryAfter", seconds));
    }
}
