package kr.codeb.web.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuietHeapTest {

    private static final long MB = 1 << 20;
    private static final Duration SINCE = Duration.ofSeconds(15);
    private static final long BUSY = Duration.ofSeconds(2).toNanos();
    private static final long QUIET = Duration.ofSeconds(1).toNanos();

    private final AtomicLong computed = new AtomicLong();
    private final AtomicLong held = new AtomicLong(40 * MB);
    private final AtomicInteger collections = new AtomicInteger();
    private final QuietHeap heap = new QuietHeap(computed::get, held::get, () -> {
        collections.incrementAndGet();
        // Also a collection computes.
        computed.addAndGet(BUSY);
        held.set(17 * MB);
    });

    private int afterAnother(long work) {
        computed.addAndGet(work);
        heap.look(SINCE);
        return collections.get();
    }

    @Test
    void collectsInTheFirstQuietMomentAndNotWhileItIsBusy() {
        assertEquals(0, afterAnother(BUSY));
        assertEquals(0, afterAnother(BUSY));
        assertEquals(1, afterAnother(QUIET));
    }

    @Test
    void collectsAgainOnlyWhenTheHeapHasGrown() {
        afterAnother(QUIET);
        assertEquals(1, afterAnother(QUIET));
        held.addAndGet(4 * MB);
        assertEquals(1, afterAnother(QUIET));
        held.addAndGet(MB);
        assertEquals(1, afterAnother(BUSY));
        assertEquals(2, afterAnother(QUIET));
        assertEquals(2, afterAnother(QUIET));
    }
}
