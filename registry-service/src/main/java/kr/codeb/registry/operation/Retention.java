package kr.codeb.registry.operation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.store.Json;

/** Which operations are remembered: all unfinished ones, the newest ones, and those whose call may still be repeated. */
final class Retention {

    /** How long a call with an idempotency key gets the same answer. */
    static final Duration REPEATABLE = Duration.ofHours(24);

    private static final int NEWEST = 1000;

    private Retention() {}

    /** Of the journal's lines those that matter, in order: the last line of each operation that is remembered. */
    static List<byte[]> compact(List<byte[]> lines) {
        Map<String, Integer> last = new HashMap<>();
        Map<String, Operation> operations = new HashMap<>();
        for (int at = 0; at < lines.size(); at++) {
            Operation operation = parse(lines.get(at));
            last.put(operation.id(), at);
            operations.put(operation.id(), operation);
        }
        return remembered(operations.values().stream().toList()).stream()
                .map(last::get)
                .sorted()
                .map(lines::get)
                .toList();
    }

    /** Ids of those to remember. The one with the highest fence stays too, so that fences go on growing. */
    static Set<String> remembered(List<Operation> operations) {
        Instant repeatable = Times.now().minus(REPEATABLE);
        Set<String> ids = operations.stream()
                .map(Operation::id)
                .sorted(Comparator.reverseOrder())
                .limit(NEWEST)
                .collect(Collectors.toCollection(HashSet::new));
        operations.stream()
                .filter(operation -> !operation.state().ended()
                        || operation.idempotency() != null
                                && operation.createdAt().isAfter(repeatable))
                .forEach(operation -> ids.add(operation.id()));
        operations.stream()
                .max(Comparator.comparingLong(Operation::fence))
                .ifPresent(operation -> ids.add(operation.id()));
        return ids;
    }

    static Operation parse(byte[] line) {
        try {
            return Json.read(line, Operation.class);
        } catch (IOException impossible) {
            throw new IllegalStateException("a line of the journal cannot be read", impossible);
        }
    }
}
