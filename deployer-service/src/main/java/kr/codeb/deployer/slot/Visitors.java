package kr.codeb.deployer.slot;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;
import kr.codeb.settings.DeployerConfig;

/**
 * Whose requests are under way at a slot. Caddy counts them, uploads and streams among them; a connection that it only keeps open for the
 * next request is none.
 */
@Singleton
public class Visitors {

    private static final Script LOOK = Script.of(Visitors.class, "visitors.sh");
    private static final String UNIX = "unix/";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final DockerHost host;
    private final List<String> curl;
    private final Duration limit;

    @Inject
    Visitors(DockerHost host, DeployerConfig config) {
        this(
                host,
                config.app().caddy().admin(),
                Duration.ofSeconds(config.cleanup().drainSeconds()));
    }

    /**
     * @param admin where Caddy's administration answers on the App Server, as Caddy writes it: {@code localhost:2019} or {@code unix//path}
     * @param limit how long requests may take to end
     */
    public Visitors(DockerHost host, String admin, Duration limit) {
        this.host = host;
        this.curl = admin.startsWith(UNIX)
                // Caddy 2.6 answers on a socket only to an empty Host.
                ? List.of(
                        "--unix-socket",
                        admin.substring(UNIX.length()),
                        "-H",
                        "Host;",
                        "http://caddy" + "/reverse_proxy/upstreams")
                : List.of("http://" + admin + "/reverse_proxy/upstreams");
        this.limit = limit;
    }

    /**
     * Waits until nobody has a request under way at a port of the host to which no new ones are sent any more, or until time is up.
     *
     * @return how many are left
     */
    public int leave(int port) {
        long deadline = System.nanoTime() + limit.toNanos();
        Duration pause = FIRST_PAUSE;
        int left = at(port);
        while (left > 0 && System.nanoTime() < deadline) {
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            left = at(port);
        }
        return left;
    }

    private int at(int port) {
        Command look = Command.script(LOOK, Integer.toString(port)).with(curl);
        return UnderWay.at(port, host.check(look));
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The service is stopping. Call again.", stopping);
        }
    }
}
