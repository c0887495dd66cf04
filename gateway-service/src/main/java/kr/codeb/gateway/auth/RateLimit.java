package kr.codeb.gateway.auth;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.metrics.Figures;
import kr.codeb.settings.GatewayConfig;

/** Counts the calls of each key and of each team, minute by minute. */
@Singleton
public class RateLimit {

    /** A team may call so many times as often as one key, when nothing else is set. */
    private static final int KEYS_OF_A_TEAM = 3;

    private final int keyLimit;
    private final int teamLimit;
    private final Counter keys;
    private final Counter teams;
    private final Figures figures;

    @Inject
    RateLimit(GatewayConfig config, Figures figures) {
        this(
                config.rateLimit(),
                config.teamRateLimit().orElse(Math.multiplyExact(KEYS_OF_A_TEAM, config.rateLimit())),
                Clock.systemUTC(),
                figures);
    }

    RateLimit(int keyLimit, int teamLimit, Clock clock, Figures figures) {
        this.figures = figures;
        this.keyLimit = keyLimit;
        this.teamLimit = teamLimit;
        this.keys = new Counter(clock);
        this.teams = new Counter(clock);
    }

    /** Counts a call and tells how many are left, to the key or to its team, whichever has fewer. */
    public Allowance take(Caller caller) {
        Allowance key = allowance("key", keyLimit, keys.count(caller.keyId()));
        // What a key is refused does not count for its team: one loud key does not silence the others.
        if (!key.allowed()) {
            figures.refuse(Figures.Limit.KEY);
            return key;
        }
        Allowance team = allowance("team", teamLimit, teams.count(caller.teamId()));
        if (!team.allowed()) {
            figures.refuse(Figures.Limit.TEAM);
            return team;
        }
        return team.remaining() < key.remaining() ? team : key;
    }

    private Allowance allowance(String whose, int limit, int calls) {
        return new Allowance(whose, limit, Math.max(0, limit - calls), keys.reset(), calls <= limit);
    }

    /**
     * What is left to a key or a team.
     *
     * @param reset seconds until the full number may be used again
     */
    public record Allowance(String whose, int limit, int remaining, long reset, boolean allowed) {

        /** @throws CodebException RATE_LIMITED when nothing was left */
        public void check() {
            if (!allowed) {
                throw new CodebException(
                        ErrorCode.RATE_LIMITED,
                        "This %s has used up its %d calls of this minute. Call again in %d seconds."
                                .formatted(whose, limit, reset),
                        Map.of("limit", limit, "retryAfter", reset));
            }
        }
    }
}
