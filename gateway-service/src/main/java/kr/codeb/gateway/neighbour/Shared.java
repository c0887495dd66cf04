package kr.codeb.gateway.neighbour;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/**
 * Questions that many ask at the same time, or shortly one after the other: they share one answer. Failures are not kept, and where
 * there are very many different questions some are asked for each caller.
 */
final class Shared<K, V> {

    private static final int MANY = 1_000;

    private final long fresh;
    private final Map<K, Asked<V>> asked = new HashMap<>();

    private record Asked<V>(CompletableFuture<V> answer, long begunAt) {}

    /** @param fresh how long before somebody's question a shared one may have been asked */
    Shared(Duration fresh) {
        this.fresh = fresh.toNanos();
    }

    /** @param question asks it; its answer is the same for everybody who has the same key */
    V answer(K key, Supplier<V> question) {
        Asked<V> mine = null;
        Asked<V> shared;
        synchronized (asked) {
            long now = System.nanoTime();
            shared = asked.get(key);
            if (shared == null || now - shared.begunAt > fresh) {
                if (asked.size() >= MANY) {
                    asked.values().removeIf(old -> now - old.begunAt > fresh);
                }
                mine = new Asked<>(new CompletableFuture<>(), now);
                shared = mine;
                if (asked.size() < MANY) {
                    asked.put(key, mine);
                }
            }
        }
        if (mine != null) {
            ask(key, mine, question);
        }
        return outcome(shared.answer);
    }

    /** Whoever asks from now on is told nothing that was asked before. */
    void forget(K key) {
        synchronized (asked) {
            asked.remove(key);
        }
    }

    /** How many answers are kept. */
    int size() {
        synchronized (asked) {
            return asked.size();
        }
    }

    private void ask(K key, Asked<V> mine, Supplier<V> question) {
        try {
            mine.answer.complete(question.get());
        } catch (RuntimeException | Error failure) {
            mine.answer.completeExceptionally(failure);
            synchronized (asked) {
                asked.remove(key, mine);
            }
        }
    }

    private static <V> V outcome(CompletableFuture<V> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error fatal -> throw fatal;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The gateway is stopping. Call again.", stopping);
        }
    }
}
