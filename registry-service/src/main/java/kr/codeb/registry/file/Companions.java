package kr.codeb.registry.file;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Who goes into one write. Whoever was just answered often comes again at once; if the first one back did not wait for the
 * others, every second write would be for one alone. So a part of a write's time is waited for as many as there were lately.
 * Whoever comes alone, like the ones before, waits for nobody.
 */
final class Companions<T> {

    private static final int PART = 4;
    private static final long LONGEST_NANOS = 20_000_000;

    private final BlockingQueue<T> queue;
    private int last;
    private int beforeLast;
    private long writeNanos;

    Companions(BlockingQueue<T> queue) {
        this.queue = queue;
    }

    List<T> take() throws InterruptedException {
        var all = new ArrayList<T>();
        all.add(queue.take());
        queue.drainTo(all);
        long deadline = System.nanoTime() + Math.min(writeNanos / PART, LONGEST_NANOS);
        while (all.size() < Math.max(last, beforeLast)) {
            T next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            all.add(next);
        }
        beforeLast = last;
        last = all.size();
        return all;
    }

    void wrote(long nanos) {
        writeNanos = nanos;
    }
}
