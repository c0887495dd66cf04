package kr.codeb.deployer.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.contracts.deployer.ContainerView.End;

/** What somebody should know of a container although it may be well just now. */
final class Unusual {

    private static final Duration LATELY = Duration.ofHours(1);
    private static final int MUCH = 90;

    private Unusual() {}

    /** @param ends those nobody asked for, oldest first @return sentences, none when there is nothing to say */
    static List<String> of(Sighting seen, List<End> ends, Usage usage, Instant now) {
        List<String> told = new ArrayList<>();
        List<End> lately =
                ends.stream().filter(end -> end.at().isAfter(now.minus(LATELY))).toList();
        if (!lately.isEmpty()) {
            End last = lately.getLast();
            told.add("Restarts: it ended by itself %d times within an hour, the last time at %s with exit code %d%s."
                    .formatted(lately.size(), last.at(), last.exitCode(), last.oomKilled() ? ", out of memory" : ""));
        }
        if (usage.memoryBytes() != null && seen.memory() > 0) {
            much(told, "memory", usage.memoryBytes() * 100.0 / seen.memory(), (seen.memory() >> 20) + " MB");
        }
        if (usage.cpuPercent() != null && seen.nanoCpus() > 0) {
            double cores = seen.nanoCpus() / 1e9;
            much(told, "load", usage.cpuPercent() / cores, "%s CPUs".formatted(Double.toString(cores)));
        }
        return List.copyOf(told);
    }

    private static void much(List<String> told, String what, double percent, String limit) {
        if (percent >= MUCH) {
            told.add("High %s: it uses %d %% of its %s.".formatted(what, Math.round(percent), limit));
        }
    }
}
