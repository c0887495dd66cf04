package kr.codeb.registry.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.hold.MadeNotes;
import kr.codeb.registry.ssot.Allocations;
import kr.codeb.registry.ssot.Ssot;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Transaction;

/** Which project's environment has which Redis number. */
@Singleton
public class RedisNumbers {

    private static final String USED = "used";
    private static final String NEXT = "nextDb";

    private final DocumentStore store;
    private final Holds holds;
    private final MadeNotes madeNotes;

    RedisNumbers(DocumentStore store, Holds holds, MadeNotes madeNotes) {
        this.store = store;
        this.holds = holds;
        this.madeNotes = madeNotes;
    }

    /** @param databases how many the Redis server has, with number 0 */
    Allocation<Integer> ensure(String project, Environment environment, int databases, Hold hold) {
        FileNames.project(project);
        return madeNotes.ensure(
                hold,
                "redis",
                () -> isThere(project, environment),
                () -> store.change(transaction -> {
                    holds.check(hold, project, environment);
                    ObjectNode root = transaction.read(FileNames.REDIS).orElseThrow();
                    ObjectNode ssot = transaction.read(FileNames.SSOT).orElseThrow();
                    Set<Integer> used = used(root, ssot);
                    int number =
                            existing(root, ssot, project, environment).orElseGet(() -> lowestFree(databases, used));
                    used.add(number);
                    write(transaction, root, environment.qualify(project), number, nextFor(databases, root, used));
                    return number;
                }));
    }

    private static void write(Transaction transaction, ObjectNode root, String key, int number, int next) {
        if (!root.path(USED).has(key)) {
            transaction.put(FileNames.REDIS, IntNode.valueOf(number), USED, key);
        }
        if (next != root.path(NEXT).asInt()) {
            transaction.put(FileNames.REDIS, IntNode.valueOf(next), NEXT);
        }
    }

    /**
     * Older readers take nextDb as it is and count on from there, so it stands above every number that somebody has;
     * where that is beyond the server's last one, it is the lowest free number.
     */
    private static int nextFor(int databases, ObjectNode root, Set<Integer> used) {
        int above = used.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        int next = Math.max(root.path(NEXT).asInt(1), above);
        return next < databases
                ? next
                : Allocations.lowestFreeNumber(databases, used::contains).orElse(above);
    }

    private static int lowestFree(int databases, Set<Integer> used) {
        return Allocations.lowestFreeNumber(databases, used::contains)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.REDIS_EXHAUSTED,
                        "All %d Redis numbers are used. Delete a project that is not needed, or raise `databases` in redis.conf."
                                .formatted(databases - 1)));
    }

    private boolean isThere(String project, Environment environment) {
        return existing(
                        store.read(FileNames.REDIS).orElseThrow(),
                        store.read(FileNames.SSOT).orElseThrow(),
                        project,
                        environment)
                .isPresent();
    }

    private static Optional<Integer> existing(
            ObjectNode root, ObjectNode ssot, String project, Environment environment) {
        JsonNode number = root.path(USED).path(environment.qualify(project));
        return number.canConvertToInt()
                ? Optional.of(number.asInt())
                : ssot.path("projects").path(project) instanceof ObjectNode entry
                        ? Ssot.redisNumber(entry, environment)
                        : Optional.empty();
    }

    /** An adopted SSOT may tell of numbers that {@code redis-db.json} does not. */
    private static Set<Integer> used(ObjectNode root, ObjectNode ssot) {
        var used = new HashSet<Integer>();
        root.path(USED).forEach(number -> used.add(number.asInt()));
        ssot.path("projects").forEach(node -> {
            if (node instanceof ObjectNode entry) {
                for (Environment environment : Environment.values()) {
                    Ssot.redisNumber(entry, environment).ifPresent(used::add);
                }
            }
        });
        return used;
    }

    void release(String project, Environment environment, Hold hold) {
        store.change(transaction -> {
            holds.check(hold, project, environment);
            release(transaction, project, environment);
            return null;
        });
    }

    /** Frees an environment's number for others. {@code nextDb} stays: older readers count on from there. */
    public Optional<Integer> release(Transaction transaction, String project, Environment environment) {
        Optional<Integer> number = existing(
                transaction.read(FileNames.REDIS).orElseThrow(),
                transaction.read(FileNames.SSOT).orElseThrow(),
                project,
                environment);
        transaction.remove(FileNames.REDIS, USED, environment.qualify(project));
        return number;
    }
}
