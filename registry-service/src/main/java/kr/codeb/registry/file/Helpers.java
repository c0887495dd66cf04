package kr.codeb.registry.file;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Threads that work on the files of a batch side by side: a sync waits for the disk, and the file system makes one of many
 * that wait at the same time. They are no virtual threads, of which a sync could only block as many as there are processors.
 */
final class Helpers implements AutoCloseable {

    private static final int MOST = 16;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("registry-disk-", 1).daemon().factory());

    Helpers() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Returns when the work is done for each; one alone is done here. It must not throw. */
    <E> void forEach(List<E> items, Consumer<E> work) {
        if (items.size() == 1) {
            work.accept(items.getFirst());
            return;
        }
        List<? extends Future<?>> running = items.stream()
                .map(item -> threads.submit(() -> work.accept(item)))
                .toList();
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException | InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
