package kr.codeb.registry.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The operations that are remembered, by id and by idempotency key. */
final class OperationIndex {

    private final NavigableMap<String, OperationSummary> summaries = new ConcurrentSkipListMap<>();
    private final Map<String, String> calls = new ConcurrentHashMap<>();

    /** The operation is now as this tells. */
    void put(OperationSummary summary) {
        summaries.put(summary.id(), summary);
        if (summary.call() != null) {
            calls.merge(summary.call(), summary.id(), (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
    }

    boolean contains(String id) {
        return summaries.containsKey(id);
    }

    /** The newest operation of a call; null when there is none. */
    OperationSummary byCall(String call) {
        String id = calls.get(call);
        return id == null ? null : summaries.get(id);
    }

    Stream<OperationSummary> newestFirst() {
        return summaries.descendingMap().values().stream();
    }

    long highestFence() {
        return summaries.values().stream()
                .mapToLong(OperationSummary::fence)
                .max()
                .orElse(0);
    }

    int size() {
        return summaries.size();
    }

    /** @return ids of those that are known no more */
    List<String> forget(Retention retention, Instant now) {
        List<OperationSummary> forgotten =
                retention.forgettable(summaries.descendingMap().values(), now);
        forgotten.forEach(operation -> {
            summaries.remove(operation.id());
            if (operation.call() != null) {
                calls.remove(operation.call(), operation.id());
            }
        });
        return forgotten.stream().map(OperationSummary::id).toList();
    }
}
