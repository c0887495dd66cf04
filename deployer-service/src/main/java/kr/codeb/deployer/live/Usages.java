package kr.codeb.deployer.live;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;
import org.jboss.logging.Logger;

/**
 * What containers use, and whether they answer: measured beside the questions, only while somebody asks for it, and for a bounded
 * number of containers at a time.
 */
@Singleton
class Usages {

    private static final Logger LOG = Logger.getLogger(Usages.class);
    private static final Script USAGE = Script.of(Usages.class, "usage.sh");
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration INTEREST = Duration.ofSeconds(10);
    private static final Duration FIRST = Duration.ofMillis(600);
    private static final int MOST_AT_ONCE = 100;
    private static final int MOST_KNOWN = 5_000;

    private final DockerHost host;
    /** By container and process: a container that was started again is another one. */
    private final Map<String, Watched> watched = new HashMap<>();

    private boolean running;

    @Inject
    Usages(DockerHost host) {
        this.host = host;
    }

    /** The newest figures of a running container. The first time it waits for them, but not long. */
    synchronized Measured of(Sighting seen) {
        await(List.of(seen));
        return known(seen);
    }

    /** Waits for the first figures of running containers, but not long, however many they are. */
    synchronized void await(List<Sighting> seen) {
        long deadline = System.nanoTime() + FIRST.toNanos();
        List<Watched> all = seen.stream().map(this::interested).toList();
        try {
            while (all.stream().anyMatch(one -> one.measured == null) && System.nanoTime() < deadline) {
                wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** The newest figures there are; those of others come with the next time. */
    synchronized Measured known(Sighting seen) {
        Watched one = interested(seen);
        return one.measured == null ? Measured.NOTHING : one.measured;
    }

    private Watched interested(Sighting seen) {
        Watched one = watched.get(key(seen));
        if (one == null) {
            if (watched.size() >= MOST_KNOWN) {
                watched.clear();
            }
            one = new Watched(seen);
            watched.put(key(seen), one);
        }
        one.askedAt = System.nanoTime();
        if (!running) {
            running = true;
            Thread.ofVirtual().name("container-usage").start(this::measure);
        }
        return one;
    }

    private void measure() {
        try {
            while (true) {
                List<Watched> round = round();
                if (round.isEmpty()) {
                    return;
                }
                measure(round);
                pause();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                running = false;
            }
        }
    }

    /** Those that somebody asks for, the ones that wait longest first. */
    private synchronized List<Watched> round() {
        long now = System.nanoTime();
        watched.values().removeIf(one -> now - one.askedAt > INTEREST.toNanos());
        List<Watched> round = watched.values().stream()
                .sorted(Comparator.comparingLong(one -> one.measuredAt))
                .limit(MOST_AT_ONCE)
                .toList();
        running = !round.isEmpty();
        return round;
    }

    /** Until it is time again, or somebody waits for a first figure. */
    private synchronized void pause() throws InterruptedException {
        long deadline = System.nanoTime() + EVERY.toNanos();
        while (System.nanoTime() < deadline
                && watched.values().stream().noneMatch(one -> one.measuredAt == Long.MIN_VALUE)) {
            wait(100);
        }
    }

    private void measure(List<Watched> round) throws InterruptedException {
        Map<String, Usage> usages = Map.of();
        Map<String, Boolean> answers = Map.of();
        try {
            List<String> lines = host.check(Command.script(USAGE)
                            .with(round.stream().map(Watched::place).toList())
                            .within(Duration.ofSeconds(15)))
                    .lines()
                    .toList();
            usages = lines.stream()
                    .filter(line -> line.startsWith("usage "))
                    .map(Usage::of)
                    .collect(Collectors.toMap(Usage::pid, usage -> usage, (first, second) -> first));
            answers = lines.stream()
                    .filter(line -> line.startsWith("answer "))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            words -> words[1], words -> !words[2].equals("000"), (first, second) -> first));
        } catch (RuntimeException unreachable) {
            LOG.debugf("What containers use cannot be measured: %s", unreachable.getMessage());
        }
        synchronized (this) {
            for (Watched one : round) {
                one.measured(
                        usages.getOrDefault(Long.toString(one.seen.pid()), Usage.UNKNOWN), answers.get(one.address()));
            }
            notifyAll();
        }
    }

    private static String key(Sighting seen) {
        return seen.id() + ":" + seen.pid();
    }

    /**
     * The figures of one container.
     *
     * @param answers whether its port answers; null when that is not known
     */
    record Measured(Usage usage, Boolean answers) {
        static final Measured NOTHING = new Measured(Usage.UNKNOWN, null);
    }

    private static final class Watched {

        /** One answer that stays away may be bad luck. */
        private static final int SILENT = 2;

        private final Sighting seen;
        private long askedAt;
        private long measuredAt = Long.MIN_VALUE;
        private int silences;
        private Measured measured;

        private Watched(Sighting seen) {
            this.seen = seen;
        }

        private String place() {
            return "%d:%s:%s".formatted(seen.pid(), seen.port() == null ? "" : seen.port(), seen.healthPath());
        }

        private String address() {
            return "http://127.0.0.1:" + seen.port() + seen.healthPath();
        }

        private void measured(Usage usage, Boolean answered) {
            silences = Boolean.FALSE.equals(answered) ? silences + 1 : 0;
            Boolean answers = silences == 0 ? answered : silences < SILENT ? null : Boolean.FALSE;
            measured = new Measured(usage, answers);
            measuredAt = System.nanoTime();
        }
    }
}
