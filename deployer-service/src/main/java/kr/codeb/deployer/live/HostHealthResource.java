package kr.codeb.deployer.live;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kr.codeb.contracts.health.PartHealth;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;

/** Whether Docker answers, and has room for images. */
@Path("/hosts/health")
@RunOnVirtualThread
public class HostHealthResource {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DockerHost host;

    HostHealthResource(DockerHost host) {
        this.host = host;
    }

    @GET
    public Map<String, Map<String, PartHealth>> health() {
        return Map.of("app", Map.of("docker", docker()));
    }

    private PartHealth docker() {
        long began = System.nanoTime();
        Command ask =
                host.docker().command("info", "--format", "{{.DockerRootDir}}").within(LIMIT);
        try {
            CommandResult answer = host.run(ask);
            return answer.ok()
                    ? PartHealth.up(
                            millisSince(began), host.nearlyFull(answer.out().strip()))
                    : PartHealth.down(millisSince(began), answer.complaint());
        } catch (RuntimeException failure) {
            return PartHealth.down(millisSince(began), failure.getMessage());
        }
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
