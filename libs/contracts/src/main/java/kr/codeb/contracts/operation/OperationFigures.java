package kr.codeb.contracts.operation;

import java.util.List;
import java.util.Map;

/**
 * How many operations there are and were since the registry started, for all teams together.
 *
 * @param ended those that ended in the same way
 * @param open how many of a kind have not ended
 */
public record OperationFigures(List<Ended> ended, Map<OperationKind, Integer> open) {

    /** Seconds by which durations are told apart; the last group has no bound. */
    public static final List<Integer> BOUNDS = List.of(1, 2, 5, 10, 30, 60, 180, 600, 1800);

    /**
     * Operations of one kind that ended in the same way.
     *
     * @param outcome {@code OK} or the code of the failure
     * @param seconds that they took together
     * @param within how many ended within each of {@link #BOUNDS}, and took longer than the bound before
     */
    public record Ended(OperationKind kind, String outcome, long count, double seconds, List<Long> within) {}
}
