package kr.codeb.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConcurrentTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void goesOnUnderTheSameCorrelationId() {
        String id = Correlation.take("c-1");
        assertEquals(id, Concurrent.begin(Correlation::current).outcome());
        Correlation.clear();
    }

    @Test
    void failsAsTheWorkDid() {
        IllegalStateException failure = new IllegalStateException("no");
        Concurrent<String> work = Concurrent.begin(() -> {
            throw failure;
        });
        assertSame(failure, assertThrows(IllegalStateException.class, work::outcome));
        assertEquals("otherwise", work.within(LONG, "otherwise"));
        work.settle();
    }

    @Test
    void doesAllSideBySideAndAnswersInTheirOrder() {
        CyclicBarrier together = new CyclicBarrier(3);
        Map<String, Callable<String>> work = new LinkedHashMap<>();
        for (String name : List.of("c", "a", "b")) {
            work.put(name, () -> {
                together.await(LONG.toSeconds(), TimeUnit.SECONDS);
                return name + "!";
            });
        }
        Map<String, String> outcomes = Concurrent.all(work, LONG, name -> "alone");
        assertEquals(List.of("c!", "a!", "b!"), List.copyOf(outcomes.values()));
    }

    @Test
    void waitsForNobodyPastTheDeadlineAndKeepsWhatIsThere() {
        CountDownLatch never = new CountDownLatch(1);
        Map<String, Callable<String>> work = new LinkedHashMap<>();
        work.put("slow", () -> {
            never.await();
            return "late";
        });
        work.put("quick", () -> "there");
        long began = System.nanoTime();
        Map<String, String> outcomes = Concurrent.all(work, Duration.ofMillis(200), name -> name + " is silent");
        assertEquals(Map.of("slow", "slow is silent", "quick", "there"), outcomes);
        assertTrue(System.nanoTime() - began < LONG.toNanos());
        never.countDown();
    }
}
