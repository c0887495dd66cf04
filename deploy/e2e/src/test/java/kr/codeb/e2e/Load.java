package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Steady visitors of some sites; counts every request that was lost and every stream that was cut. */
final class Load implements AutoCloseable {

    private static final int PAUSE_MILLIS = 10;
    private static final int MOST_HANDSHAKES = 3;

    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private Load() {}

    /** All kinds of visitors; the sites must run the image {@code app}. */
    static Load everyKindOn(Project... projects) {
        Load load = new Load();
        for (Project project : projects) {
            String host = project.domain();
            load.visit(host + " newcomer", Visitors.newcomer(host));
            load.visit(host + " regular 1", Visitors.regular(host));
            load.visit(host + " regular 2", Visitors.regular(host));
            load.visit(host + " patient", Visitors.patient(host));
            load.visit(host + " sender", Visitors.sender(host));
            load.visit(host + " listener", Visitors.listener(host));
            load.visit(host + " reader", Visitors.reader(host));
            load.visit(host + " talker", Visitors.talker(host));
        }
        return load;
    }

    /** New connections only: these survive even a reload of Caddy. */
    static Load newcomersOn(Project project) {
        Load load = new Load();
        load.visit(project.domain() + " newcomer", Visitors.newcomer(project.domain()));
        return load;
    }

    /** Ends the load. Fails the test if a single request was lost or a single stream was cut. */
    void lostNothing() {
        close();
        assertEquals(List.of(), List.copyOf(lost), () -> "lost requests, with " + answers() + " answered");
        answered.forEach((visitor, count) -> assertTrue(count.get() > 0, visitor + " was never answered"));
    }

    /**
     * Ends the load. A reload of Caddy, which an init and a repair need, may refuse a handshake that it interrupts; all else
     * fails the test.
     */
    void lostOnlyHandshakes() {
        close();
        assertEquals(
                List.of(),
                lost.stream()
                        .filter(told -> !told.contains("alert: internal_error"))
                        .toList());
        assertTrue(lost.size() <= MOST_HANDSHAKES, () -> "lost handshakes: " + lost);
    }

    /** How many requests each visitor saw answered. */
    Map<String, AtomicInteger> answers() {
        return new TreeMap<>(answered);
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void visit(String visitor, Visit visit) {
        AtomicInteger count = answered.computeIfAbsent(visitor, name -> new AtomicInteger());
        threads.add(Thread.ofPlatform().daemon().name(visitor).start(() -> {
            while (!over) {
                try {
                    visit.next();
                    count.incrementAndGet();
                } catch (IOException | RuntimeException e) {
                    lost.add("%s %s: %s".formatted(LocalTime.now(), visitor, e));
                }
                Wait.millis(PAUSE_MILLIS);
            }
            visit.leave();
        }));
    }
}
