package kr.codeb.operations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import kr.codeb.contracts.operation.HoldLost;
import org.junit.jupiter.api.Test;

class ReporterTest {

    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private final Reporter reporter = new Reporter(Thread::startVirtualThread);

    @Test
    void sendsInOrderBehindTheWork() {
        CountDownLatch theFirstMayGo = new CountDownLatch(1);
        reporter.send(() -> await(theFirstMayGo));
        IntStream.range(0, 100).forEach(i -> reporter.send(() -> sent.add(i)));
        assertTrue(sent.isEmpty(), "the work waited for a report");

        theFirstMayGo.countDown();
        reporter.settle();

        assertEquals(IntStream.range(0, 100).boxed().toList(), sent);
    }

    @Test
    void afterALostHoldNothingMoreIsSentAndTheWorkHearsOfIt() {
        CountDownLatch both = new CountDownLatch(1);
        reporter.send(() -> {
            await(both);
            throw new HoldLost();
        });
        both.countDown();
        assertThrows(HoldLost.class, reporter::settle);

        assertThrows(HoldLost.class, () -> reporter.send(() -> sent.add(1)));
        assertTrue(sent.isEmpty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
