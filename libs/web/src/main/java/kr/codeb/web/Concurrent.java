package kr.codeb.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/**
 * Work that was begun and goes on beside whoever began it, on a virtual thread of its own and under the same correlation
 * id. It is never interrupted: who waits no longer for it leaves it to its own limits.
 */
public final class Concurrent<T> {

    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final FutureTask<T> task;

    private Concurrent(Callable<T> work) {
        task = new FutureTask<>(work) {
            @Override
            protected void done() {
                over.complete(null);
            }
        };
    }

    /** Begins work whose outcome is needed later. */
    public static <T> Concurrent<T> begin(Callable<T> work) {
        return begin(Thread::startVirtualThread, work);
    }

    /** @param where what runs it, at once or later */
    public static <T> Concurrent<T> begin(Executor where, Callable<T> work) {
        Concurrent<T> begun = new Concurrent<>(work);
        where.execute(Correlation.carried(begun.task));
        return begun;
    }

    /**
     * Does all of it side by side.
     *
     * @param limit how long all of it together is waited for
     * @param otherwise what stands for one, by its name, that failed or is not there in time
     * @return the outcomes in the order of {@code work}
     */
    public static <K, T> Map<K, T> all(
            Map<K, ? extends Callable<? extends T>> work, Duration limit, Function<K, ? extends T> otherwise) {
        long deadline = System.nanoTime() + limit.toNanos();
        Map<K, Concurrent<T>> begun = new LinkedHashMap<>();
        work.forEach((name, one) -> begun.put(name, begin(one::call)));
        Map<K, T> outcomes = new LinkedHashMap<>();
        begun.forEach((name, one) -> outcomes.put(name, one.by(deadline, () -> otherwise.apply(name))));
        return outcomes;
    }

    /** Waits for the outcome. @throws RuntimeException the work's own failure */
    public T outcome() {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error fatal -> throw fatal;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The service is stopping. Call again.", stopping);
        }
    }

    /** Waits for the outcome, or until {@code enough}; then {@code otherwise}. @throws RuntimeException the work's own failure */
    public T unless(CompletableFuture<?> enough, T otherwise) {
        CompletableFuture.anyOf(over, enough).join();
        return task.isDone() ? outcome() : otherwise;
    }

    /** The outcome, or {@code otherwise} when it failed or is not there in time. */
    public T within(Duration limit, T otherwise) {
        return by(System.nanoTime() + limit.toNanos(), otherwise);
    }

    /** The outcome, or {@code otherwise} when it failed or is not there by the deadline, a {@link System#nanoTime()}. */
    public T by(long deadline, T otherwise) {
        return by(deadline, () -> otherwise);
    }

    private T by(long deadline, Supplier<? extends T> otherwise) {
        try {
            return task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException none) {
            return otherwise.get();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return otherwise.get();
        }
    }

    /** Waits until it is over, whatever came of it. */
    public void settle() {
        try {
            task.get();
        } catch (ExecutionException failed) {
            // It is over.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
