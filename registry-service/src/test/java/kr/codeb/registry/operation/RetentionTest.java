package kr.codeb.registry.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.registry.Environment;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-01-14T10:00:00Z");
    private static final Retention RETENTION = new Retention(1000, 2000);

    private final List<OperationSummary> newestFirst = new ArrayList<>();

    private enum Key {
        NONE,
        ONE_TIME,
        OWN
    }

    /** Adds one that is older than all before. @return its id */
    private String add(String team, String by, Key key, OperationState state, boolean began, Duration age) {
        String id = "op_%09d".formatted(1_000_000 - newestFirst.size());
        newestFirst.add(new OperationSummary(
                id,
                team,
                "myapp",
                Environment.PRODUCTION,
                state,
                began,
                NOW.minus(age),
                0,
                by,
                key == Key.NONE ? null : "call of " + id,
                "hash",
                key == Key.OWN,
                state == OperationState.FAILED ? ErrorCode.SLOT_NOT_DEPLOYED : null));
        return id;
    }

    private void add(int count, String team, String by, Key key, Duration age) {
        for (int number = 0; number < count; number++) {
            add(team, by, key, OperationState.FAILED, true, age);
        }
    }

    private long remembered(String team) {
        Set<OperationSummary> left = new HashSet<>(newestFirst);
        RETENTION.forgettable(newestFirst, NOW).forEach(left::remove);
        return left.stream()
                .filter(operation -> operation.teamId().equals(team))
                .count();
    }

    /** Every call without a key of the caller's was remembered for a day: after 35,000 the registry did not start. */
    @Test
    void callsWithoutAKeyOfTheCallersAreRememberedAsNewestOnly() {
        add(50_000, "team_a", "key_1", Key.ONE_TIME, Duration.ofMinutes(5));
        assertEquals(1000, remembered("team_a"));
    }

    @Test
    void callsThatMayBeSentAgainAreRememberedForADayUpToABound() {
        add(5000, "team_a", "key_1", Key.ONE_TIME, Duration.ofHours(1));
        add(1500, "team_a", "key_1", Key.OWN, Duration.ofHours(23));
        assertEquals(2500, remembered("team_a"));
        add(1500, "team_a", "key_1", Key.OWN, Duration.ofHours(23));
        assertEquals(3000, remembered("team_a"));
        newestFirst.clear();
        add(5000, "team_a", "key_1", Key.OWN, Duration.ofHours(25));
        assertEquals(1000, remembered("team_a"));
    }

    @Test
    void oneTeamDoesNotPushAnotherOutOfTheHistory() {
        add(20_000, "loud", "key_1", Key.ONE_TIME, Duration.ofMinutes(1));
        add(900, "quiet", "key_2", Key.ONE_TIME, Duration.ofDays(300));
        assertEquals(900, remembered("quiet"));
    }

    /** A container that could not be removed for days pushed everything else out of the history. */
    @Test
    void cleanupsThatNobodyCalledForDoNotFloodTheHistory() {
        add(5000, "team_a", "scheduler", Key.NONE, Duration.ofMinutes(1));
        add(900, "team_a", "key_1", Key.ONE_TIME, Duration.ofDays(3));
        assertEquals(1000, remembered("team_a"));
    }

    @Test
    void whatHasNotEndedIsNeverForgottenAndWhatNeverBeganSoon() {
        add(5000, "team_a", "key_1", Key.ONE_TIME, Duration.ofHours(1));
        String running = add("team_a", "key_1", Key.ONE_TIME, OperationState.RUNNING, true, Duration.ofDays(40));
        String refused = add("team_a", "key_1", Key.OWN, OperationState.FAILED, false, Duration.ofMinutes(11));
        String justRefused = add("team_a", "key_1", Key.OWN, OperationState.FAILED, false, Duration.ofMinutes(9));
        Set<String> forgotten = RETENTION.forgettable(newestFirst, NOW).stream()
                .map(OperationSummary::id)
                .filter(Set.of(running, refused, justRefused)::contains)
                .collect(Collectors.toSet());
        assertEquals(Set.of(refused), forgotten);
    }
}
