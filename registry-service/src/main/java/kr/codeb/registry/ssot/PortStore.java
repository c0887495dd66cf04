package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.hold.MadeNotes;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Transaction;
import kr.codeb.settings.PortRange;
import kr.codeb.settings.RegistryConfig;

/** Port pairs. A pair once given stays with its project until it is released. */
@Singleton
class PortStore {

    private static final String PORTS = "ports";
    private static final String ALLOCATED = "allocated";

    private final DocumentStore store;
    private final TakenPorts takenPorts;
    private final HostPorts hostPorts;
    private final Holds holds;
    private final MadeNotes madeNotes;
    private final RegistryConfig.PortRanges ranges;

    PortStore(
            DocumentStore store,
            TakenPorts takenPorts,
            HostPorts hostPorts,
            Holds holds,
            MadeNotes madeNotes,
            RegistryConfig config) {
        this.store = store;
        this.takenPorts = takenPorts;
        this.hostPorts = hostPorts;
        this.holds = holds;
        this.madeNotes = madeNotes;
        ranges = config.ports();
    }

    /** @param taken ports that the caller saw in use, by containers for instance */
    Allocation<Ports> ensure(String project, Environment environment, Set<Integer> taken, Hold hold) {
        FileNames.project(project);
        Set<Integer> listening = hostPorts.listening();
        IntPredicate used = port -> takenPorts.contains(port) || listening.contains(port) || taken.contains(port);
        return madeNotes.ensure(
                hold,
                PORTS,
                () -> isThere(project, environment),
                () -> store.change(transaction -> {
                    holds.check(hold, project, environment);
                    transaction.readAll(FileNames.SLOTS);
                    ObjectNode root = transaction.read(FileNames.SSOT).orElseThrow();
                    Ports ports = existing(
                                    root,
                                    transaction.read(FileNames.slotFile(project, environment)),
                                    project,
                                    environment)
                            .orElseGet(() -> lowestFree(environment, used));
                    for (SlotName slot : SlotName.values()) {
                        allocate(transaction, root, ports.of(slot), project, environment, slot);
                    }
                    return ports;
                }));
    }

    private static void allocate(
            Transaction transaction,
            ObjectNode root,
            int port,
            String project,
            Environment environment,
            SlotName slot) {
        if (!root.path(PORTS).path(ALLOCATED).has(String.valueOf(port))) {
            transaction.put(
                    FileNames.SSOT,
                    Ssot.allocation(project, environment, slot),
                    PORTS,
                    ALLOCATED,
                    String.valueOf(port));
        }
    }

    private boolean isThere(String project, Environment environment) {
        ObjectNode root = store.peek(FileNames.SSOT).orElseThrow();
        return existing(root, store.read(FileNames.slotFile(project, environment)), project, environment)
                .isPresent();
    }

    private Optional<Ports> existing(
            ObjectNode root, Optional<ObjectNode> slotFile, String project, Environment environment) {
        return Ssot.ports(root, project, environment)
                .or(() -> takenPorts.allocated().of(project, environment))
                .or(() -> slotFile.flatMap(file -> Ssot.pair(
                        file.path("blue").path("port"), file.path("green").path("port"))));
    }

    private Ports lowestFree(Environment environment, IntPredicate used) {
        PortRange range = switch (environment) {
            case PRODUCTION -> ranges.production();
            case STAGING -> ranges.staging();
        };
        return Allocations.lowestFreePair(range, used)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.PORTS_EXHAUSTED,
                        "No pair of ports is free in %s (%s). Delete a project that is not needed, or widen the setting codeb.ports.%s."
                                .formatted(range, environment, environment)));
    }

    void release(String project, Environment environment, Hold hold) {
        store.change(transaction -> {
            holds.check(hold, project, environment);
            release(transaction, project, environment);
            return null;
        });
    }

    /** Frees an environment's ports for others. @return those that {@code ports.allocated} told of */
    Optional<Ports> release(Transaction transaction, String project, Environment environment) {
        ObjectNode root = transaction.read(FileNames.SSOT).orElseThrow();
        Optional<Ports> ports = new AllocatedPorts(root.path(PORTS).path(ALLOCATED)).of(project, environment);
        ports.ifPresent(pair -> {
            for (SlotName slot : SlotName.values()) {
                transaction.remove(FileNames.SSOT, PORTS, ALLOCATED, String.valueOf(pair.of(slot)));
            }
        });
        return ports;
    }
}
