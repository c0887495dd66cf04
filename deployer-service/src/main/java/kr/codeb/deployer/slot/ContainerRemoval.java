package kr.codeb.deployer.slot;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.settings.DeployerConfig;
import org.jboss.logging.Logger;

/** Removes containers to which nobody is sent any more, behind the answer: each may end in its own time. */
@Singleton
public class ContainerRemoval {

    private static final Logger LOG = Logger.getLogger(ContainerRemoval.class);

    private final DockerHost host;
    private final Visitors visitors;
    private final int stopSeconds;
    private final Executor behind;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    ContainerRemoval(DockerHost host, Visitors visitors, DeployerConfig config) {
        this(
                host,
                visitors,
                config.deploy().stopSeconds(),
                work -> Thread.ofVirtual().name("removal").start(work));
    }

    public ContainerRemoval(DockerHost host, Visitors visitors, int stopSeconds, Executor behind) {
        this.host = host;
        this.visitors = visitors;
        this.stopSeconds = stopSeconds;
        this.behind = behind;
    }

    /** Whether the container of this id or name is on its way out. */
    public boolean isUnderWay(String container) {
        return underWay.contains(container);
    }

    /**
     * Removes a container of which nobody has an answer to come, and returns at once.
     *
     * @param container its id, or a name that no later one can have
     * @param then what follows when it is gone
     */
    public void begin(String container, SlotContainer place, Runnable then) {
        execute(container, place, () -> {}, then);
    }

    /** As {@link #begin}, once the requests under way at its port have been answered. */
    public void beginDrained(String container, SlotContainer place, int port, Runnable then) {
        execute(container, place, () -> visitors.leave(port), then);
    }

    private void execute(String container, SlotContainer place, Runnable first, Runnable then) {
        if (!underWay.add(container)) {
            return;
        }
        behind.execute(() -> {
            try {
                first.run();
                host.check(host.docker().remove(container, stopSeconds));
                then.run();
            } catch (RuntimeException later) {
                LOG.warnf("%s: not all of it is removed yet: %s", place.describe(), later.getMessage());
            } finally {
                underWay.remove(container);
            }
        });
    }
}
