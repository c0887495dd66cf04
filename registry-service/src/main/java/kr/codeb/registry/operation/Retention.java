package kr.codeb.registry.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which operations are remembered: all that have not ended; of each team the newest ones, counted apart those that
 * nobody called for; those whose call may still be sent again; and for some minutes those that never began.
 *
 * @param newest of each team
 * @param calls most calls with an idempotency key of the caller's, of each team
 */
record Retention(int newest, int calls) {

    /** How long a call with an idempotency key of the caller's gets the same answer. */
    static final Duration REPEATABLE = Duration.ofHours(24);

    /** Who sent a call that was refused may ask for its operation until then. */
    private static final Duration REFUSED = Duration.ofMinutes(10);

    private static final int MOST_REFUSED = 1000;

    /** Newest operations of each team that the scheduler began, so that they do not push others out of the history. */
    private static final int NEWEST_SCHEDULED = 100;

    private static final String SCHEDULER = "scheduler";

    /** @param newestFirst all that are known */
    List<OperationSummary> forgettable(Collection<OperationSummary> newestFirst, Instant now) {
        long highestFence =
                newestFirst.stream().mapToLong(OperationSummary::fence).max().orElse(0);
        var counted = new Counted(now);
        var forgettable = new ArrayList<OperationSummary>();
        for (OperationSummary operation : newestFirst) {
            // The one with the highest fence stays, so that fences go on growing.
            boolean needed = !operation.ended() || operation.fence() == highestFence && highestFence > 0;
            if (!counted.isRemembered(operation) && !needed) {
                forgettable.add(operation);
            }
        }
        return forgettable;
    }

    /** Counts, from the newest on, what each team has. */
    private final class Counted {

        private final Instant now;
        private final Map<String, Integer> teams = new HashMap<>();
        private final Map<String, Integer> scheduled = new HashMap<>();
        private final Map<String, Integer> repeatable = new HashMap<>();
        private int refused;

        Counted(Instant now) {
            this.now = now;
        }

        boolean isRemembered(OperationSummary operation) {
            if (operation.ended() && !operation.began()) {
                return operation.createdAt().isAfter(now.minus(REFUSED)) && ++refused <= MOST_REFUSED;
            }
            String team = Objects.requireNonNullElse(operation.teamId(), "");
            boolean isNew = SCHEDULER.equals(operation.by())
                    ? scheduled.merge(team, 1, Integer::sum) <= NEWEST_SCHEDULED
                    : teams.merge(team, 1, Integer::sum) <= newest;
            boolean mayBeRepeated = operation.ownKey()
                    && operation.createdAt().isAfter(now.minus(REPEATABLE))
                    && repeatable.merge(team, 1, Integer::sum) <= calls;
            return isNew || mayBeRepeated;
        }
    }
}
