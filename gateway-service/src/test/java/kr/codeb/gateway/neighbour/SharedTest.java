package kr.codeb.gateway.neighbour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many who ask the same share one answer; nobody is told what was asked too long ago, or before a change that was told of. */
class SharedTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void thoseWhoAskWhileAnAnswerIsAwaitedShareIt() {
        Shared<String, Integer> shared = new Shared<>(LONG);
        CountDownLatch go = new CountDownLatch(1);
        Supplier<Integer> question = () -> {
            await(go);
            return asked.incrementAndGet();
        };
        List<CompletableFuture<Integer>> all = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> shared.answer("shop", question), Thread::startVirtualThread))
                .limit(20)
                .toList();
        go.countDown();
        all.forEach(one -> assertEquals(1, one.join()));
        assertEquals(1, shared.answer("shop", asked::incrementAndGet));
        assertEquals(2, shared.answer("another", asked::incrementAndGet));
    }

    @Test
    void anOldAnswerAndOneFromBeforeAChangeAreAskedForAgain() {
        Shared<String, Integer> never = new Shared<>(Duration.ofNanos(-1));
        assertEquals(1, never.answer("shop", asked::incrementAndGet));
        assertEquals(2, never.answer("shop", asked::incrementAndGet));
        Shared<String, Integer> shared = new Shared<>(LONG);
        assertEquals(3, shared.answer("shop", asked::incrementAndGet));
        shared.forget("shop");
        assertEquals(4, shared.answer("shop", asked::incrementAndGet));
    }

    /** Whoever asked before the change gets what was asked then; whoever asks afterwards does not. */
    @Test
    void aChangeWhileAnAnswerIsAwaitedKeepsItFromThoseWhoComeLater() {
        Shared<String, String> shared = new Shared<>(LONG);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> early = CompletableFuture.supplyAsync(
                () -> shared.answer("shop", () -> {
                    begun.countDown();
                    await(go);
                    return "before";
                }),
                Thread::startVirtualThread);
        await(begun);
        shared.forget("shop");
        assertEquals("after", shared.answer("shop", () -> "after"));
        go.countDown();
        assertEquals("before", early.join());
        assertEquals("after", shared.answer("shop", () -> "later"));
    }

    @Test
    void aFailureIsToldAndNotKept() {
        Shared<String, Integer> shared = new Shared<>(LONG);
        assertThrows(
                IllegalStateException.class,
                () -> shared.answer("shop", () -> {
                    throw new IllegalStateException("away");
                }));
        assertEquals(1, shared.answer("shop", asked::incrementAndGet));
    }

    @Test
    void itForgetsWhatNobodyAsksForAnyMore() {
        Shared<Integer, Integer> shared = new Shared<>(Duration.ofNanos(1));
        for (int i = 0; i < 5_000; i++) {
            shared.answer(i, asked::incrementAndGet);
        }
        assertEquals(true, shared.size() <= 1_000);
    }

    /** Then some are asked each time. */
    @Test
    void itKeepsNoMoreThanAThousandAnswersThoughAllAreFresh() {
        Shared<Integer, Integer> shared = new Shared<>(LONG);
        for (int i = 0; i < 5_000; i++) {
            shared.answer(i, asked::incrementAndGet);
        }
        assertEquals(1_000, shared.size());
        assertEquals(1, shared.answer(0, asked::incrementAndGet));
        assertEquals(5_001, shared.answer(4_999, asked::incrementAndGet));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
