package kr.codeb.gateway.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Many small checks, some at once. */
final class Bulk {

    private static final int AT_ONCE = 16;

    private Bulk() {}

    /**
     * Checks each.
     *
     * @param problem what is wrong with one, in a sentence; null when nothing is. What it throws is a problem, too
     * @return all problems
     */
    static <T> List<String> each(Collection<T> all, Function<T, String> problem) {
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        Semaphore turns = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T one : all) {
                turns.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        String found = problem.apply(one);
                        if (found != null) {
                            problems.add(found);
                        }
                    } catch (Exception | AssertionError unexpected) {
                        problems.add("%s: %s".formatted(one, unexpected));
                    } finally {
                        turns.release();
                    }
                });
            }
        }
        return new ArrayList<>(problems);
    }
}
