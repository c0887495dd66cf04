package kr.codeb.registry.operation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationFigures;
import kr.codeb.contracts.operation.OperationKind;

/** Counts operations that ended, since the start of this process: so many at most as there are kinds and error codes. */
final class Tallies {

    private final Map<Way, Tally> byWay = new ConcurrentHashMap<>();

    private record Way(OperationKind kind, String outcome) {}

    /** An operation has ended. One that never began is none. */
    void ended(Operation operation) {
        if (operation.startedAt() != null) {
            String outcome = operation.failure() == null
                    ? "OK"
                    : operation.failure().code().name();
            byWay.computeIfAbsent(new Way(operation.kind(), outcome), way -> new Tally())
                    .add(Duration.between(operation.startedAt(), operation.endedAt()));
        }
    }

    List<OperationFigures.Ended> all() {
        return byWay.entrySet().stream()
                .map(entry -> entry.getValue().told(entry.getKey()))
                .toList();
    }

    private static final class Tally {

        private final long[] within = new long[OperationFigures.BOUNDS.size()];
        private long count;
        private double seconds;

        synchronized void add(Duration took) {
            double lasted = took.toMillis() / 1000.0;
            count++;
            seconds += lasted;
            for (int i = 0; i < within.length; i++) {
                if (lasted <= OperationFigures.BOUNDS.get(i)) {
                    within[i]++;
                    return;
                }
            }
        }

        synchronized OperationFigures.Ended told(Way way) {
            return new OperationFigures.Ended(
                    way.kind,
                    way.outcome,
                    count,
                    seconds,
                    Arrays.stream(within).boxed().toList());
        }
    }
}
