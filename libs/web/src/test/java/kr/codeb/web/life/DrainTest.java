package kr.codeb.web.life;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

    @Test
    void callsAreWaitedForToTheBoundAndWorksALittleLess() {
        long nothing = took(() -> 0, () -> 0);
        long works = took(() -> 0, () -> 1);
        long calls = took(() -> 1, () -> 0);
        String all = "nothing %d, works %d, calls %d ns".formatted(nothing, works, calls);

        assertTrue(nothing < works && works < calls, all);
        assertTrue(works >= LONGEST / 5 * 4, all);
        assertTrue(calls >= LONGEST, all);
    }

    @Test
    void whatEndsIsNotWaitedForAnyLonger() {
        long until = System.nanoTime() + LONGEST / 4;
        long took = took(() -> System.nanoTime() < until ? 1 : 0, () -> 0);

        assertTrue(took >= LONGEST / 4 && took < LONGEST, took + " ns");
    }

    private static long took(IntSupplier calls, IntSupplier works) {
        long began = System.nanoTime();
        Drain.awaitQuiet(calls, works, LONGEST);
        return System.nanoTime() - began;
    }
}
