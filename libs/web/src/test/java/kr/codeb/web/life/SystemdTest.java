package kr.codeb.web.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real datagram socket, as systemd has one. */
class SystemdTest {

    private static final String OWN = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path place;

    @Test
    void aStartServesLivesAndStops() throws Throwable {
        String name = place.resolve("notify").toString();
        AtomicBoolean alive = new AtomicBoolean(true);
        try (Listener listener = new Listener(name)) {
            Systemd systemd = Systemd.of(
                            Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "40000", "WATCHDOG_PID", OWN), alive::get)
                    .orElseThrow();
            systemd.starts();
            List<String> start = listener.until(message -> message.contains("EXTEND_TIMEOUT_USEC=20000000"));
            assertEquals(1, start.size(), start::toString);
            systemd.serves("Serves on 127.0.0.1:9102.");
            listener.until("READY=1\nSTATUS=Serves on 127.0.0.1:9102."::equals);
            listener.until("WATCHDOG=1"::equals);
            listener.until("WATCHDOG=1"::equals);
            alive.set(false);
            Thread.sleep(100);
            while (listener.receive() != null) {}
            Thread.sleep(200);
            assertEquals(null, listener.receive(), "a service that is not alive says nothing");
            alive.set(true);
            listener.until("WATCHDOG=1"::equals);
            systemd.stops("Stops.");
            List<String> all = listener.until("STOPPING=1\nSTATUS=Stops."::equals);
            assertEquals(
                    1,
                    all.stream().filter(message -> message.startsWith("READY")).count());
        }
    }

    @Test
    void anAbstractSocketIsOne() throws Throwable {
        String name = "@codeb-test-" + OWN;
        try (Listener listener = new Listener(name)) {
            Systemd.of(Map.of("NOTIFY_SOCKET", name), () -> true).orElseThrow().serves("Ä");
            assertEquals(List.of("READY=1\nSTATUS=Ä"), listener.until(message -> true));
        }
    }

    @Test
    void anothersWatchdogIsNotOurs() throws Throwable {
        String name = place.resolve("notify").toString();
        try (Listener listener = new Listener(name)) {
            Systemd systemd = Systemd.of(
                            Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "20000", "WATCHDOG_PID", "1"), () -> true)
                    .orElseThrow();
            systemd.starts();
            systemd.serves("Serves.");
            listener.until(message -> message.startsWith("READY"));
            Thread.sleep(200);
            for (String more; (more = listener.receive()) != null; ) {
                assertFalse(more.startsWith("WATCHDOG"), more);
            }
        }
    }

    @Test
    void whoIsNotStartedBySystemdTellsNobody() {
        assertTrue(Systemd.of(Map.of(), () -> true).isEmpty());
        assertTrue(Systemd.of(Map.of("NOTIFY_SOCKET", ""), () -> true).isEmpty());
    }

    @Test
    void nobodyWhoListensStopsNothing() {
        new NotifySocket(place.resolve("nobody").toString()).send("READY=1");
        new NotifySocket("/" + "x".repeat(200)).send("READY=1");
    }
}
