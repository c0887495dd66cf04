package kr.codeb.web.life;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives memory back in a quiet moment. The serial collector lets what was dropped pile up in its old generation until the heap can grow no
 * further, which takes a service that has little to do days: until then it keeps what its busiest minute took.
 */
final class QuietHeap {

    private static final Duration LOOK = Duration.ofSeconds(15);
    /** It is quiet when less than so many percent of one processor were used between two looks. */
    private static final int QUIET_PERCENT = 10;

    private static final long WORTH_IT = 4 << 20;

    private final LongSupplier computed;
    private final LongSupplier held;
    private final Runnable collection;
    private long computedBefore;
    private long heldAtLeast;

    /**
     * @param computed how long this process has computed, in nanoseconds
     * @param held the heap's size, in bytes, what is free in it included
     * @param collection makes the heap as small as it can be
     */
    QuietHeap(LongSupplier computed, LongSupplier held, Runnable collection) {
        this.computed = computed;
        this.held = held;
        this.collection = collection;
        this.computedBefore = computed.getAsLong();
    }

    /** Looks after this process's heap until the thread that it gives back is interrupted. */
    static Thread watched() {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        QuietHeap heap = new QuietHeap(
                process::getProcessCpuTime,
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted(),
                System::gc);
        return Thread.ofVirtual().name("quiet heap").start(heap::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                look(LOOK);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param since how long ago the last look was */
    void look(Duration since) {
        long now = computed.getAsLong();
        boolean quiet = (now - computedBefore) * 100 < since.toNanos() * QUIET_PERCENT;
        if (quiet && held.getAsLong() > heldAtLeast + WORTH_IT) {
            collection.run();
            heldAtLeast = held.getAsLong();
            now = computed.getAsLong();
        }
        computedBefore = now;
    }
}
