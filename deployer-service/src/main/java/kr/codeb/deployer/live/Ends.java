package kr.codeb.deployer.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.deployer.ContainerView.End;

/**
 * How containers ended that nobody told to end. Docker itself forgets it as soon as it has started one again. Bounded: the newest
 * ends of the containers that were heard of last.
 */
final class Ends {

    private static final int MOST_CONTAINERS = 2_000;
    private static final int MOST_ENDS = 20;
    /** Whoever is told to end has done so by then, or was killed. */
    private static final Duration TOLD = Duration.ofSeconds(60);

    private final Map<String, Life> lives = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Life> eldest) {
            return size() > MOST_CONTAINERS;
        }
    };

    /** The same event may be told again. */
    synchronized void hear(DockerEvent event) {
        if (event.action().equals("destroy")) {
            lives.remove(event.id());
            return;
        }
        Life life = lives.computeIfAbsent(event.id(), id -> new Life());
        switch (event.action()) {
            case "kill" -> life.told = event.at();
            case "oom" -> life.outOfMemory = event.at();
            case "die" -> life.ended(event);
            default -> {}
        }
    }

    /** Oldest first. */
    synchronized List<End> of(String id) {
        Life life = lives.get(id);
        return life == null ? List.of() : List.copyOf(life.ends);
    }

    private static final class Life {

        private final Deque<End> ends = new ArrayDeque<>();
        private Instant told = Instant.EPOCH;
        private Instant outOfMemory = Instant.EPOCH;

        private void ended(DockerEvent event) {
            boolean asked = !event.at().isBefore(told) && event.at().isBefore(told.plus(TOLD));
            boolean known = !ends.isEmpty() && !ends.getLast().at().isBefore(event.at());
            if (asked || known) {
                return;
            }
            boolean memory = outOfMemory.plus(TOLD).isAfter(event.at())
                    && (ends.isEmpty() || outOfMemory.isAfter(ends.getLast().at()));
            ends.addLast(new End(event.at(), event.exitCode() == null ? 0 : event.exitCode(), memory));
            if (ends.size() > MOST_ENDS) {
                ends.removeFirst();
            }
        }
    }
}
