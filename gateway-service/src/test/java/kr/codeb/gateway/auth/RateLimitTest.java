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
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private Instant now = Instant.parse("2026-01-14T10:00:15Z");

    private final RateLimit limit = new RateLimit(2, new Clock() {
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
    });

    @Test
    void theThirdCallOfAMinuteIsRefusedAndToldWhenToComeBack() {
        assertEquals(new RateLimit.Allowance(2, 1, 45, true), limit.take("key_a"));
        assertEquals(new RateLimit.Allowance(2, 0, 45, true), limit.take("key_a"));
        RateLimit.Allowance third = limit.take("key_a");
        CodebException refused = assertThrows(CodebException.class, third::check);
        assertEquals(ErrorCode.RATE_LIMITED, refused.code());
        assertTrue(refused.getMessage().contains("45 seconds"), refused.getMessage());
    }

    @Test
    void eachKeyHasItsOwnCount() {
        limit.take("key_a");
        limit.take("key_a");
        assertDoesNotThrow(limit.take("key_b")::check);
    }

    @Test
    void aNewMinuteBeginsAnew() {
        limit.take("key_a");
        limit.take("key_a");
        now = now.plus(Duration.ofSeconds(45));
        assertEquals(new RateLimit.Allowance(2, 1, 60, true), limit.take("key_a"));
    }
}
