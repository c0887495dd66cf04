package kr.codeb.deployer.cleanup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.RunRequest;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.container.Standing;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.Journal;
import kr.codeb.operations.run.OperationRunner;
import kr.codeb.web.Correlation;
import org.jboss.logging.Logger;

/**
 * Looks for versions whose time is over and for containers that a crash left behind, and has each dealt with by an
 * operation of its own, so that it works under a hold and stands in the history.
 */
@Singleton
public class CleanupSchedule {

    private static final Logger LOG = Logger.getLogger(CleanupSchedule.class);

    private final Registry registry;
    private final DockerHost host;
    private final Drain drain;
    private final Journal journal;
    private final OperationRunner runner;
    private final ObjectMapper json;

    /** Leftovers seen last time; null before the first time. What is seen once may be somebody's work in hand. */
    private Set<String> suspects;

    CleanupSchedule(
            Registry registry,
            DockerHost host,
            Drain drain,
            Journal journal,
            OperationRunner runner,
            ObjectMapper json) {
        this.registry = registry;
        this.host = host;
        this.drain = drain;
        this.journal = journal;
        this.runner = runner;
        this.json = json;
    }

    /** Looks now. */
    @Scheduled(
            every = "${codeb.cleanup.every:60s}",
            delayed = "${codeb.cleanup.first:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void look() {
        Correlation.take(null);
        try {
            // Containers first: whoever made one of them stands in the journal by the time that is read.
            List<Standing> standing = Standing.all(host);
            List<Slots> slots = registry.slots();
            Set<String> seen = new HashSet<>();
            slots.forEach(pair -> consider(pair, standing, seen));
            suspects = seen;
        } catch (RuntimeException notNow) {
            LOG.infof("the cleanup waits: %s", notNow.getMessage());
        } finally {
            Correlation.clear();
        }
    }

    private void consider(Slots pair, List<Standing> standing, Set<String> seen) {
        List<String> leftovers = leftovers(pair, standing);
        seen.addAll(leftovers);
        boolean left = leftovers.stream().anyMatch(id -> suspects == null || suspects.contains(id));
        boolean expired = !Discard.of(pair, false, Instant.now()).isEmpty();
        if ((left || expired) && !registry.busy(pair.projectName(), pair.environment())) {
            begin(pair);
        }
    }

    private List<String> leftovers(Slots pair, List<Standing> standing) {
        return Stream.of(pair.blue(), pair.green())
                .flatMap(slot -> {
                    SlotContainer place = new SlotContainer(pair.projectName(), pair.environment(), slot.name());
                    return standing.stream()
                            .filter(container -> container.asideOf(place)
                                    || container.freshFor(place)
                                    || container.in(place) && slot.state() == SlotState.EMPTY);
                })
                .map(Standing::id)
                .filter(id -> !drain.isDraining(id))
                .toList();
    }

    private void begin(Slots pair) {
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
        } catch (RuntimeException notNow) {
            LOG.infof("the cleanup of %s (%s) waits: %s", pair.projectName(), pair.environment(), notNow.getMessage());
        }
    }
}
