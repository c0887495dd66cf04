package kr.codeb.web.life;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Tells systemd how a service is ({@code Type=notify}): that it still starts, serves, is alive, stops. A service that systemd did not
 * start tells nobody, and nothing of this is loaded.
 */
final class Systemd {

    private static final Logger LOG = Logger.getLogger(Systemd.class);
    /** A start that goes on asks for as much more time at a time, so often, for so long: then it hangs. */
    private static final Duration MORE = Duration.ofSeconds(20);

    private static final Duration EVERY = Duration.ofSeconds(5);
    static final Duration LONGEST_START = Duration.ofMinutes(10);

    private enum Stage {
        STARTING,
        SERVING,
        STOPPING
    }

    private final NotifySocket socket;
    private final Duration watchdog;
    private final BooleanSupplier alive;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Stage stage = Stage.STARTING;

    /**
     * @param watchdog how long systemd waits for a sign of life; null when it waits for none
     * @param alive looks whether this service is; may take its time
     */
    Systemd(NotifySocket socket, Duration watchdog, BooleanSupplier alive) {
        this.socket = socket;
        this.watchdog = watchdog;
        this.alive = alive;
    }

    /** What systemd said to this process by its environment; empty when it did not start it. */
    static Optional<Systemd> of(Map<String, String> environment, BooleanSupplier alive) {
        String own = Long.toString(ProcessHandle.current().pid());
        boolean watches = own.equals(environment.getOrDefault("WATCHDOG_PID", own));
        Duration watchdog = Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(said -> watches && said.matches("[1-9][0-9]{0,15}"))
                .map(said -> Duration.of(Long.parseLong(said), ChronoUnit.MICROS))
                .orElse(null);
        return Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(name -> !name.isBlank())
                .map(name -> new Systemd(new NotifySocket(name), watchdog, alive));
    }

    /** From now on systemd gives the start the time that it takes. */
    void starts() {
        Thread.ofPlatform().name("systemd").daemon().start(this::run);
    }

    void serves(String status) {
        enter(Stage.SERVING, "READY=1", "STATUS=" + status);
    }

    void stops(String status) {
        enter(Stage.STOPPING, "STOPPING=1", "STATUS=" + status);
    }

    private void enter(Stage next, String... lines) {
        lock.lock();
        try {
            stage = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        socket.send(lines);
    }

    private void run() {
        long began = System.nanoTime();
        try {
            while (System.nanoTime() - began < LONGEST_START.toNanos()) {
                socket.send("EXTEND_TIMEOUT_USEC=" + TimeUnit.SECONDS.toMicros(MORE.toSeconds()), "STATUS=Starting.");
                if (leaves(Stage.STARTING, EVERY)) {
                    break;
                }
            }
            if (watchdog == null) {
                return;
            }
            while (!leaves(Stage.SERVING, watchdog.dividedBy(2))) {
                if (alive.getAsBoolean()) {
                    socket.send("WATCHDOG=1");
                } else {
                    LOG.error("This service does not answer itself; if that goes on, systemd starts it again.");
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits so long, or until it is at another stage than this. @return whether it is */
    private boolean leaves(Stage current, Duration wait) throws InterruptedException {
        long left = wait.toNanos();
        lock.lock();
        try {
            while (stage == current && left > 0) {
                left = changed.awaitNanos(left);
            }
            return stage != current;
        } finally {
            lock.unlock();
        }
    }
}
