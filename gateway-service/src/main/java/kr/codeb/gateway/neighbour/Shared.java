package kr.codeb.gateway.neighbour;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/**
 * Questions that are asked by many at the same time: one asking serves all who came before it began. Nothing is remembered, so an answer is
 * never older than the question of whoever gets it.
 */
final class Shared<K, V> {

    /** One that takes longer holds up nobody else. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Map<K, Line<V>> lines = new HashMap<>();

    /** Those who ask the same: some whose question is under way, and those who came too late for it. */
    private static final class Line<V> {
        private CompletableFuture<V> asked;
        private CompletableFuture<V> next;
    }

    /** @param question asks it; safe to repeat, with the same answer for everybody who has the same key */
    V answer(K key, Supplier<V> question) {
        CompletableFuture<V> mine;
        CompletableFuture<V> before;
        synchronized (lines) {
            Line<V> line = lines.computeIfAbsent(key, any -> new Line<>());
            if (line.next != null) {
                mine = line.next;
                before = mine;
            } else {
                mine = new CompletableFuture<>();
                before = line.asked;
                line.next = mine;
            }
        }
        if (before != mine) {
            settle(before);
            ask(key, mine, question);
        }
        return outcome(mine);
    }

    private void ask(K key, CompletableFuture<V> mine, Supplier<V> question) {
        synchronized (lines) {
            Line<V> line = lines.get(key);
            line.asked = mine;
            line.next = null;
        }
        try {
            mine.complete(question.get());
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
        } finally {
            synchronized (lines) {
                Line<V> line = lines.get(key);
                if (line != null && line.asked == mine && line.next == null) {
                    lines.remove(key);
                }
            }
        }
    }

    private static void settle(CompletableFuture<?> before) {
        if (before == null) {
            return;
        }
        try {
            before.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException over) {
            // Whatever came of it, the next one may be asked.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
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
