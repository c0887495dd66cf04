package kr.codeb.operations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void waitsTwiceAsLongEachTimeUpToAMinute() {
        assertTrue(backOff.isDue("op_1"));
        List<Long> waits = Stream.generate(() -> backOff.failed("op_1").toSeconds())
                .limit(7)
                .toList();
        assertEquals(List.of(2L, 4L, 8L, 16L, 32L, 60L, 60L), waits);
        assertFalse(backOff.isDue("op_1"));
        assertTrue(backOff.isDue("op_2"));
    }

    @Test
    void remembersOnlyWhatMayStillBeTried() {
        backOff.failed("op_1");
        backOff.failed("op_2");
        backOff.failed("op_3");
        backOff.forget("op_1");
        backOff.keepOnly(Set.of("op_1", "op_2"));
        assertTrue(backOff.isDue("op_1"));
        assertFalse(backOff.isDue("op_2"));
        assertTrue(backOff.isDue("op_3"));
    }
}
