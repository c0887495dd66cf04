package kr.codeb.provisioner.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever waits hears in bounded time what became of it: done, not begun, or not known. */
class TogetherTest {

    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final CountDownLatch crowdMayEnd = new CountDownLatch(1);
    private final BlockingQueue<List<String>> crowds = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Together<String, String> together = new Together<>(2, Duration.ofMillis(300), this::work);

    @Test
    void theOneWhoseCrowdTakesForEverHearsThatNothingIsKnown() throws InterruptedException {
        ask("first");
        assertEquals(List.of("first"), crowds.poll(10, TimeUnit.SECONDS));
        Thread second = ask("second");
        Thread third = ask("third");
        while (second.getState() != Thread.State.TIMED_WAITING || third.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        firstMayEnd.countDown();

        assertEquals("first: done", heard.poll(10, TimeUnit.SECONDS));
        assertEquals(2, crowds.poll(10, TimeUnit.SECONDS).size());
        String waited = heard.poll(10, TimeUnit.SECONDS);
        assertTrue(waited.endsWith("NotSeen"), waited);

        crowdMayEnd.countDown();
        String worked = heard.poll(10, TimeUnit.SECONDS);
        assertTrue(worked.endsWith("done"), worked);
    }

    @Test
    void theOneWhoseTurnDoesNotComeHearsThatNothingWasDone() throws InterruptedException {
        ask("first");
        assertEquals(List.of("first"), crowds.poll(10, TimeUnit.SECONDS));
        ask("second");

        assertEquals("second: TooMany", heard.poll(10, TimeUnit.SECONDS));
        firstMayEnd.countDown();
        assertEquals("first: done", heard.poll(10, TimeUnit.SECONDS));
    }

    private Thread ask(String name) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                heard.add(name + ": " + together.ask(name));
            } catch (Together.TooMany | Together.NotSeen told) {
                heard.add(name + ": " + told.getClass().getSimpleName());
            }
        });
    }

    private List<String> work(List<String> crowd) {
        crowds.add(crowd);
        try {
            (crowd.contains("first") ? firstMayEnd : crowdMayEnd).await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
        return crowd.stream().map(name -> "done").toList();
    }
}
