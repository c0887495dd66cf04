package kr.codeb.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.metrics.Figures;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private Instant now = Instant.parse("2026-01-14T10:00:15Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final Figures figures = new Figures();
    private final RateLimit limit = new RateLimit(2, 5, clock, figures);

    private static Caller key(String id) {
        return new Caller(id, "team", Role.MEMBER, null, null, null);
    }

    @Test
    void theThirdCallOfAMinuteIsRefusedAndToldWhenToComeBack() {
        assertEquals(new RateLimit.Allowance("key", 2, 1, 45, true), limit.take(key("key_a")));
        assertEquals(new RateLimit.Allowance("key", 2, 0, 45, true), limit.take(key("key_a")));
        RateLimit.Allowance third = limit.take(key("key_a"));
        CodebException refused = assertThrows(CodebException.class, third::check);
        assertEquals(ErrorCode.RATE_LIMITED, refused.code());
        assertTrue(refused.getMessage().contains("45 seconds"), refused.getMessage());
    }

    @Test
    void eachKeyHasItsOwnCount() {
        limit.take(key("key_a"));
        limit.take(key("key_a"));
        assertDoesNotThrow(limit.take(key("key_b"))::check);
    }

    @Test
    void aNewMinuteBeginsAnew() {
        limit.take(key("key_a"));
        limit.take(key("key_a"));
        now = now.plus(Duration.ofSeconds(45));
        assertEquals(new RateLimit.Allowance("key", 2, 1, 60, true), limit.take(key("key_a")));
    }

    @Test
    void manyKeysOfATeamShareOneCount() {
        for (String id : List.of("key_a", "key_b", "key_c", "key_d", "key_e")) {
            assertDoesNotThrow(limit.take(key(id))::check);
        }
        CodebException refused = assertThrows(CodebException.class, limit.take(key("key_f"))::check);
        assertTrue(refused.getMessage().startsWith("This team has used up its 5 calls"), refused.getMessage());
        assertDoesNotThrow(limit.take(new Caller("key_z", "other", Role.VIEWER, null, null, null))::check);
    }

    @Test
    void whatAKeyIsRefusedDoesNotCountForItsTeam() {
        for (int i = 0; i < 100; i++) {
            limit.take(key("key_loud"));
        }
        assertDoesNotThrow(limit.take(key("key_quiet"))::check);
    }

    @Test
    void anAddressWithTooManyWrongKeysIsRefusedForTheRestOfTheMinute() {
        FailedLogins failures = new FailedLogins(2, clock, new Figures());
        failures.count("192.0.2.1");
        assertDoesNotThrow(() -> failures.check("192.0.2.1"));
        failures.count("192.0.2.1");
        assertThrows(CodebException.class, () -> failures.check("192.0.2.1"));
        assertDoesNotThrow(() -> failures.check("192.0.2.2"));
        now = now.plus(Duration.ofSeconds(45));
        assertDoesNotThrow(() -> failures.check("192.0.2.1"));
    }

    @Test
    void whatIsRefusedIsCountedByTheLimitThatWasMet() {
        RateLimit narrow = new RateLimit(2, 3, clock, figures);
        for (String key : List.of("one", "one", "one", "two", "two")) {
            narrow.take(new Caller("key_" + key, "ours", Role.MEMBER, null, null, null));
        }
        assertEquals(1, figures.limited(Figures.Limit.KEY));
        assertEquals(1, figures.limited(Figures.Limit.TEAM));
    }
}
