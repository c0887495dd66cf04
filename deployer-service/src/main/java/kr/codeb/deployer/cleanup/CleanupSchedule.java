package kr.codeb.deployer.cleanup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.RunRequest;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.container.Containers;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.slot.ContainerRemoval;
import kr.codeb.operations.run.BackOff;
import kr.codeb.operations.run.Journal;
import kr.codeb.operations.run.OperationRunner;
import kr.codeb.settings.DeployerConfig;
import kr.codeb.web.Correlation;
import org.jboss.logging.Logger;

/**
 * Looks for versions whose time is over and for containers that a crash left behind, and has each dealt with by an
 * operation of its own, so that it works under a hold and stands in the history. What such an operation does not get done is tried again
 * later and later.
 */
@Singleton
public class CleanupSchedule {

    private static final Logger LOG = Logger.getLogger(CleanupSchedule.class);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Registry registry;
    private final Containers containers;
    private final ContainerRemoval removal;
    private final Predicate<Slots> begin;
    private final BackOff backOff;

    /** Leftovers seen last time; null before the first time. What is seen once may be somebody's work in hand. */
    private Set<String> suspects;

    @Inject
    CleanupSchedule(
            Registry registry,
            Containers containers,
            ContainerRemoval removal,
            Journal journal,
            OperationRunner runner,
            ObjectMapper json,
            DeployerConfig config) {
        this(
                registry,
                containers,
                removal,
                pair -> begin(pair, journal, runner, json),
                new BackOff(config.cleanup().every().multipliedBy(2), LONGEST, InstantSource.system()));
    }

    /** @param begin begins a cleanup of these slots; false when that is not possible just now */
    CleanupSchedule(
            Registry registry,
            Containers containers,
            ContainerRemoval removal,
            Predicate<Slots> begin,
            BackOff backOff) {
        this.registry = registry;
        this.containers = containers;
        this.removal = removal;
        this.begin = begin;
        this.backOff = backOff;
    }

    /** Looks now. */
    @Scheduled(
            every = "${codeb.cleanup.every:60s}",
            delayed = "${codeb.cleanup.first:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void look() {
        look(Instant.now());
    }

    void look(Instant now) {
        Correlation.take(null);
        try {
            // Containers first: whoever made one of them stands in the journal by the time that is read.
            List<FoundContainer> all = containers.all();
            List<Slots> slots = registry.slots();
            Set<String> seen = new HashSet<>();
            slots.forEach(pair -> consider(pair, all, seen, now));
            suspects = seen;
            backOff.keepOnly(seen);
        } catch (RuntimeException notNow) {
            LOG.infof("the cleanup waits: %s", notNow.getMessage());
        } finally {
            Correlation.clear();
        }
    }

    private void consider(Slots pair, List<FoundContainer> all, Set<String> seen, Instant now) {
        List<String> toDo = new ArrayList<>();
        List<String> leftovers = leftovers(pair, all);
        leftovers.stream()
                .filter(id -> suspects == null || suspects.contains(id))
                .forEach(toDo::add);
        DiscardedSlot.of(pair, false, now).forEach(discard -> toDo.add(expired(pair, discard)));
        seen.addAll(leftovers);
        seen.addAll(toDo);
        if (toDo.stream().anyMatch(what -> backOff.isDue(what))
                && !registry.busy(pair.projectName(), pair.environment())
                && begin.test(pair)) {
            toDo.forEach(backOff::putOff);
        }
    }

    private static String expired(Slots pair, DiscardedSlot discard) {
        return "%s (%s) %s %s".formatted(pair.projectName(), pair.environment(), discard.slot(), discard.version());
    }

    private List<String> leftovers(Slots pair, List<FoundContainer> all) {
        return Stream.of(pair.blue(), pair.green())
                .flatMap(slot -> {
                    SlotContainer place = new SlotContainer(pair.projectName(), pair.environment(), slot.name());
                    return all.stream().filter(container -> RemoveContainers.isLeft(container, place, slot));
                })
                .filter(container -> !removal.isUnderWay(container.id()) && !removal.isUnderWay(container.name()))
                .map(FoundContainer::id)
                .toList();
    }

    private static boolean begin(Slots pair, Journal journal, OperationRunner runner, ObjectMapper json) {
        try {
            NewOperation cleanup = new NewOperation(
                    OperationKind.CLEANUP,
                    "slot_cleanup",
                    pair.projectName(),
                    pair.environment(),
                    pair.teamId(),
                    "scheduler",
                    Correlation.current(),
                    json.createObjectNode()
                            .put("projectName", pair.projectName())
                            .put("environment", pair.environment().wire())
                            .put("force", false),
                    null);
            runner.start(new RunRequest(journal.begin(cleanup), null));
            return true;
        } catch (RuntimeException notNow) {
            LOG.infof("the cleanup of %s (%s) waits: %s", pair.projectName(), pair.environment(), notNow.getMessage());
            return false;
        }
    }
}
