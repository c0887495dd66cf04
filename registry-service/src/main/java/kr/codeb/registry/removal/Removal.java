package kr.codeb.registry.removal;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.RemovedEnvironment;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.hold.MadeNotes;
import kr.codeb.registry.redis.RedisNumbers;
import kr.codeb.registry.ssot.Entries;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Json;
import kr.codeb.registry.store.Transaction;

/**
 * Forgets an environment: its slot file, its Redis number, its ports, its entry; others may have them from then on. So it
 * is the last thing that a deletion does. The history stays.
 */
@Singleton
class Removal {

    private final DocumentStore store;
    private final Holds holds;
    private final MadeNotes madeNotes;
    private final Entries entries;
    private final RedisNumbers redisNumbers;

    Removal(DocumentStore store, Holds holds, MadeNotes madeNotes, Entries entries, RedisNumbers redisNumbers) {
        this.store = store;
        this.holds = holds;
        this.madeNotes = madeNotes;
        this.entries = entries;
        this.redisNumbers = redisNumbers;
    }

    /** What is gone already is fine; asked for again by the same operation, the answer is the same. */
    RemovedEnvironment remove(String project, Environment environment, Hold hold) {
        String noted = madeNotes.once(
                hold,
                "removed",
                () -> text(store.change(plan -> {
                    holds.check(hold, project, environment);
                    return removed(new Plan(plan), project, environment);
                })));
        store.change(transaction -> {
            holds.check(hold, project, environment);
            return removed(transaction, project, environment);
        });
        return read(noted);
    }

    /** The order counts: until the entry is gone, which is last, a removal that a crash cut can be asked for again. */
    private RemovedEnvironment removed(Transaction transaction, String project, Environment environment) {
        transaction.remove(FileNames.slotFile(project, environment));
        Integer redis = redisNumbers.release(transaction, project, environment).orElse(null);
        Entries.Removed entry = entries.remove(transaction, project, environment);
        return new RemovedEnvironment(entry.ports(), redis, entry.domains(), entry.lastOne());
    }

    /** Sees what is there, and changes nothing. */
    private record Plan(Transaction seen) implements Transaction {

        @Override
        public java.util.Optional<com.fasterxml.jackson.databind.node.ObjectNode> read(String name) {
            return seen.read(name);
        }

        @Override
        public void readAll(String folder) {
            seen.readAll(folder);
        }

        @Override
        public void put(String name, com.fasterxml.jackson.databind.JsonNode value, String... path) {}
    }

    private static String text(RemovedEnvironment removed) {
        return new String(Json.bytes(removed), StandardCharsets.UTF_8);
    }

    private static RemovedEnvironment read(String noted) {
        try {
            return Json.read(noted.getBytes(StandardCharsets.UTF_8), RemovedEnvironment.class);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
