package kr.codeb.deployer.live;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The containers as they were last seen, what of it has changed since and must be looked at anew, and when Docker gave its last sign
 * of life.
 */
final class Picture {

    /** A sign of life is due every second. */
    private static final Duration SILENCE = Duration.ofSeconds(3);
    /** How long whoever asks waits for a connection that broke a moment ago, or for a look that is under way. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static final int MOST_NAMES = 50;

    /**
     * What has to be looked at.
     *
     * @param names empty for everything
     */
    record Work(Set<String> names, Map<String, Long> marks, long everything) {}

    private final Map<String, Sighting> seen = new HashMap<>();
    private final Map<String, Long> changed = new HashMap<>();
    private long everything;
    private long marks;
    private boolean connected;
    private long lastSign = System.nanoTime();
    private long lostAt = System.nanoTime();
    private String trouble = "it has not answered yet";

    /** Docker tells its events from now on; what happened before is not known. */
    synchronized void connected() {
        connected = true;
        everything = ++marks;
        alive();
    }

    /** Nothing is told any more. @param why a few words */
    synchronized void lost(String why) {
        lostAt = connected ? System.nanoTime() : lostAt;
        connected = false;
        trouble = why;
        notifyAll();
    }

    synchronized void alive() {
        lastSign = System.nanoTime();
        notifyAll();
    }

    synchronized void changed(Collection<String> names) {
        names.forEach(name -> changed.put(name, ++marks));
        if (changed.size() > MOST_NAMES) {
            changed.clear();
            everything = ++marks;
        }
        notifyAll();
    }

    /** Waits until there is something to look at. */
    synchronized Work work() throws InterruptedException {
        while (!connected || (changed.isEmpty() && everything == 0)) {
            wait();
        }
        return everything == 0
                ? new Work(Set.copyOf(changed.keySet()), Map.copyOf(changed), 0)
                : new Work(Set.of(), Map.copyOf(changed), everything);
    }

    /** What was found when the work was done; what changed meanwhile stays to be looked at. */
    synchronized void looked(Work work, List<Sighting> found) {
        if (work.names().isEmpty()) {
            seen.clear();
        } else {
            seen.keySet().removeAll(work.names());
        }
        found.forEach(sighting -> seen.put(sighting.name(), sighting));
        work.marks().forEach(changed::remove);
        everything = everything == work.everything() ? 0 : everything;
        alive();
    }

    /** Waits a moment until these are as Docker says now; then tells them, however old. */
    synchronized Map<String, Sighting> of(Collection<String> names) {
        await(() -> names.stream().noneMatch(changed::containsKey));
        Map<String, Sighting> there = new HashMap<>();
        names.forEach(name -> Optional.ofNullable(seen.get(name)).ifPresent(found -> there.put(name, found)));
        return there;
    }

    /** As {@link #of}, for all there are. */
    synchronized List<Sighting> all() {
        await(changed::isEmpty);
        return List.copyOf(seen.values());
    }

    /** How old what is told may be. */
    synchronized Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastSign);
    }

    /** Why Docker cannot be asked just now; null when it can. */
    synchronized String trouble() {
        if (!connected) {
            return trouble;
        }
        return age().compareTo(SILENCE) > 0 ? "it gives no sign of life" : everything == 0 ? null : "it is being asked";
    }

    private void await(java.util.function.BooleanSupplier current) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!(connected
                    ? everything == 0 && current.getAsBoolean()
                    : System.nanoTime() - lostAt > PATIENCE.toNanos())) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
