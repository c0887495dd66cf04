package kr.codeb.registry.slot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.hold.MadeNotes;
import kr.codeb.registry.ssot.Ssot;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Json;
import kr.codeb.registry.store.Transaction;
import kr.codeb.settings.RegistryConfig;
import org.jboss.logging.Logger;

/** The slot files. Each is independent of all others, so a change costs the same however many projects there are. */
@Singleton
class SlotStore {

    private static final Logger LOG = Logger.getLogger(SlotStore.class);

    private final DocumentStore store;
    private final Holds holds;
    private final MadeNotes madeNotes;
    private final Duration grace;

    SlotStore(DocumentStore store, Holds holds, MadeNotes madeNotes, RegistryConfig config) {
        this.store = store;
        this.holds = holds;
        this.madeNotes = madeNotes;
        grace = Duration.ofHours(config.graceHours());
    }

    /** @throws CodebException PROJECT_NOT_FOUND */
    Slots read(String project, Environment environment) {
        return SlotFile.read(FileNames.slotFile(project, environment), raw(project, environment), grace)
                .slots();
    }

    /** The file as it is, with the keys that CodeB does not know. */
    ObjectNode raw(String project, Environment environment) {
        return store.read(FileNames.slotFile(project, environment)).orElseThrow(() -> notFound(project, environment));
    }

    /** @param teamId null: of all teams */
    List<Slots> list(String teamId) {
        return store.readAll(FileNames.SLOTS).entrySet().stream()
                .map(entry -> readOrTell(entry.getKey(), entry.getValue()))
                .filter(Objects::nonNull)
                .filter(slots -> teamId == null || teamId.equals(slots.teamId()))
                .toList();
    }

    private Slots readOrTell(String file, ObjectNode content) {
        try {
            return SlotFile.read(file, content, grace).slots();
        } catch (CodebException damaged) {
            LOG.error(damaged.getMessage());
            return null;
        }
    }

    Allocation<Slots> ensure(String project, Environment environment, String teamId, Ports ports, Hold hold) {
        String file = FileNames.slotFile(project, environment);
        return madeNotes.ensure(
                hold,
                "slots",
                () -> store.read(file).isPresent(),
                () -> store.change(transaction -> {
                    holds.check(hold, project, environment);
                    var there = transaction.read(file);
                    if (there.isPresent()) {
                        return SlotFile.read(file, there.get(), grace).slots();
                    }
                    var slots = new Slots(
                            project,
                            teamId,
                            environment,
                            SlotName.BLUE,
                            Slot.empty(SlotName.BLUE, ports.blue()),
                            Slot.empty(SlotName.GREEN, ports.green()),
                            Times.now());
                    transaction.put(file, SlotFile.write(SlotPair.empty(slots), Json.object()));
                    return slots;
                }));
    }

    void remove(String project, Environment environment, Hold hold) {
        store.change(transaction -> {
            holds.check(hold, project, environment);
            transaction.remove(FileNames.slotFile(project, environment));
            return null;
        });
    }

    Slots apply(String project, Environment environment, SlotEvent event, Hold hold) {
        String file = FileNames.slotFile(project, environment);
        Duration kept = Ssot.graceHours(store.read(FileNames.SSOT).orElseThrow(), project, environment)
                .map(Duration::ofHours)
                .orElse(grace);
        return store.change(transaction -> {
            holds.check(hold, project, environment);
            return apply(transaction, file, project, environment, event, hold, kept);
        });
    }

    private Slots apply(
            Transaction transaction,
            String file,
            String project,
            Environment environment,
            SlotEvent event,
            Hold hold,
            Duration kept) {
        ObjectNode before = transaction.read(file).orElseThrow(() -> notFound(project, environment));
        SlotPair pair = SlotFile.read(file, before, grace);
        SlotPair next = pair.after(event, hold.operationId(), Times.now(), kept);
        if (next != pair) {
            transaction.put(file, SlotFile.write(next, before));
        }
        return next.slots();
    }

    private static CodebException notFound(String project, Environment environment) {
        return new CodebException(
                ErrorCode.PROJECT_NOT_FOUND,
                "There is no project %s with a %s environment. Call workflow_init first."
                        .formatted(project, environment));
    }
}
