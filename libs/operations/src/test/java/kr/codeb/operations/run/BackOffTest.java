package kr.codeb.operations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final BackOff backOff = new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> now);

    @Test
    void waitsTwiceAsLongEachTimeUpToAMinute() {
        assertTrue(backOff.isDue("op_1"));
        List<Long> waits = Stream.generate(() -> backOff.putOff("op_1").toSeconds())
                .limit(7)
                .toList();
        assertEquals(List.of(2L, 4L, 8L, 16L, 32L, 60L, 60L), waits);
        assertFalse(backOff.isDue("op_1"));
        assertTrue(backOff.isDue("op_2"));
    }

    @Test
    void remembersOnlyWhatMayStillBeTried() {
        backOff.putOff("op_1");
        backOff.putOff("op_2");
        backOff.putOff("op_3");
        backOff.forget("op_1");
        backOff.keepOnly(Set.of("op_1", "op_2"));
        assertTrue(backOff.isDue("op_1"));
        assertFalse(backOff.isDue("op_2"));
        assertTrue(backOff.isDue("op_3"));
    }

    @Test
    void isDueWhenItsPauseIsOverAndAlsoWhenTheClockWasSetBack() {
        backOff.putOff("op_1");
        now = now.plusMillis(1_999);
        assertFalse(backOff.isDue("op_1"));
        now = now.plusMillis(1);
        assertTrue(backOff.isDue("op_1"));
        now = now.minus(Duration.ofDays(1));
        assertTrue(backOff.isDue("op_1"));
    }
}
