package kr.codeb.deployer.cleanup;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.operations.ssh.Command;
import kr.codeb.settings.DeployerConfig;
import org.jboss.logging.Logger;

/**
 * Removes containers that nobody is sent to any more, once their connections are finished. Goes by the container's id:
 * a new one may stand in its place by then.
 */
@Singleton
public class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private static final String SCRIPT = """
            id=$1 port=$2 left=$3 stop=$4; shift 4
            while [ "$left" -gt 0 ] && [ -n "$(ss -Htn state established "( sport = :$port )" 2>/dev/null)" ]; do
              sleep 1; left=$((left - 1))
            done
            "$@" stop -t "$stop" "$id" >/dev/null 2>&1
            said=$("$@" rm -f -v "$id" 2>&1) && exit 0
            case $said in *[Nn]"o such container"*|*"already in progress"*) exit 0 ;; esac
            echo "$said" >&2; exit 1""";

    private final DockerHost host;
    private final Images images;
    private final int drainSeconds;
    private final int stopSeconds;
    private final Executor behind;
    private final Set<String> draining = ConcurrentHashMap.newKeySet();

    @Inject
    Drain(DockerHost host, Images images, DeployerConfig config) {
        this(
                host,
                images,
                config.cleanup().drainSeconds(),
                config.deploy().stopSeconds(),
                work -> Thread.ofVirtual().name("drain").start(work));
    }

    Drain(DockerHost host, Images images, int drainSeconds, int stopSeconds, Executor behind) {
        this.host = host;
        this.images = images;
        this.drainSeconds = drainSeconds;
        this.stopSeconds = stopSeconds;
        this.behind = behind;
    }

    /** Whether this container is on its way out. */
    boolean isDraining(String id) {
        return draining.contains(id);
    }

    /** Begins, and returns at once. @param digest image to be given up with it; empty for none */
    void begin(String id, int port, SlotContainer place, String digest) {
        if (!draining.add(id)) {
            return;
        }
        behind.execute(() -> {
            try {
                host.check(command(id, port));
                if (!digest.isEmpty()) {
                    images.forget(place.project(), place.environment(), digest);
                }
            } catch (RuntimeException later) {
                LOG.warnf("%s: not all of it is removed yet: %s", place.describe(), later.getMessage());
            } finally {
                draining.remove(id);
            }
        });
    }

    private Command command(String id, int port) {
        return host.docker()
                .script(
                        SCRIPT,
                        id,
                        Integer.toString(port),
                        Integer.toString(drainSeconds),
                        Integer.toString(stopSeconds))
                .within(Duration.ofSeconds(60L + drainSeconds + stopSeconds));
    }
}
