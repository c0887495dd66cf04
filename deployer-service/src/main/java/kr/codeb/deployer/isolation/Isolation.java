package kr.codeb.deployer.isolation;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.live.Watch;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;
import kr.codeb.settings.DeployerConfig;
import kr.codeb.settings.HostsConfig;
import org.jboss.logging.Logger;

/**
 * Containers stand in one network of their own, in which they do not see each other. They reach the Internet, PostgreSQL and Redis;
 * nothing else of our hosts, and not the address at which clouds keep their secrets. The rules are put in force before a container
 * starts, whenever Docker was started anew, and every minute, since a firewall that is loaded again forgets them.
 */
@Startup
@Singleton
public class Isolation {

    private static final Logger LOG = Logger.getLogger(Isolation.class);
    private static final Script ISOLATE = Script.of(Isolation.class, "isolate.sh");
    private static final Duration FRESH = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int HTTPS = 443;

    private final DockerHost host;
    private final Command isolate;
    private long inForceSince;
    private boolean inForce;

    @Inject
    Isolation(DockerHost host, DeployerConfig config, HostsConfig hosts, Watch watch) {
        this.host = host;
        this.isolate = command(host, config, hosts);
        host.beforeMaking(this::ensure);
        watch.whenConnected(this::again);
    }

    private static Command command(DockerHost host, DeployerConfig config, HostsConfig hosts) {
        DeployerConfig.Isolation isolation = config.isolation();
        int https = config.app().caddy().httpsPort();
        List<String> allowed = new ArrayList<>(isolation.allow().orElse(List.of()));
        List<String> refused = new ArrayList<>(isolation.refuse());
        config.storage().host().ifPresent(storage -> {
            allowed.add(storage + ":" + config.storage().postgres().port());
            allowed.add(storage + ":" + config.storage().redis().port());
            refused.add(storage);
        });
        refused.add(hosts.storage().ssh().host());
        return Command.script(
                        ISOLATE,
                        isolation.network(),
                        isolation.bridge(),
                        isolation.subnet(),
                        https == HTTPS ? "80,443" : Integer.toString(https),
                        words(allowed),
                        words(refused))
                .with(host.docker().command().words())
                .within(LIMIT);
    }

    private static String words(List<String> places) {
        return places.stream().map(String::strip).distinct().collect(Collectors.joining(" "));
    }

    /**
     * Makes sure that a container which is made now is isolated.
     *
     * @throws CodebException START_FAILED when it would not be; HOST_UNREACHABLE when the server cannot be asked
     */
    public synchronized void ensure() {
        if (inForce && System.nanoTime() - inForceSince < FRESH.toNanos()) {
            return;
        }
        inForce = false;
        CommandResult result = host.run(isolate);
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.START_FAILED,
                    "No container is started that others could reach: %s".formatted(result.complaint()));
        }
        inForce = true;
        inForceSince = System.nanoTime();
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void again() {
        synchronized (this) {
            inForce = false;
        }
        try {
            ensure();
        } catch (CodebException failed) {
            LOG.warnf("The isolation of containers cannot be put in force: %s", failed.getMessage());
        }
    }
}
