package kr.codeb.provisioner.health;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.HostNames;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Hosts;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.settings.ProvisionerConfig;
import org.jboss.logging.Logger;

/**
 * Whether a site's certificate is nearly over, which means that Caddy has failed to renew it for weeks. Caddy is asked as a visitor
 * asks, behind the answer to whoever wants to know: what is told was seen a while ago.
 */
@Singleton
class Certificates {

    private static final Logger LOG = Logger.getLogger(Certificates.class);
    private static final Script NEARLY_OVER = Script.of(Certificates.class, "certificates.sh");
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** A look that saw nothing is tried again sooner. */
    private static final Duration FRESH_FAILURE = Duration.ofSeconds(30);
    /** So many names are asked for in one look; the others come with the next. */
    private static final int MOST = 500;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TOLD = 5;

    private final Hosts hosts;
    private final Registry registry;
    private final ProvisionerConfig config;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long nextLook = System.nanoTime();
    private volatile Map<String, Instant> nearlyOver = Map.of();
    private String last = "";

    Certificates(Hosts hosts, Registry registry, ProvisionerConfig config) {
        this.hosts = hosts;
        this.registry = registry;
        this.config = config;
    }

    /** A sentence for each that is nearly over, as far as it was seen; null when none is. */
    String warning() {
        if (System.nanoTime() - nextLook >= 0 && looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("certificates").start(this::look);
        }
        return told(nearlyOver);
    }

    static String told(Map<String, Instant> nearlyOver) {
        if (nearlyOver.isEmpty()) {
            return null;
        }
        String named = nearlyOver.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(TOLD)
                .map(one -> "%s at %s".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
        int more = nearlyOver.size() - TOLD;
        return "Certificates end and Caddy has not renewed them: %s%s. Its log says why."
                .formatted(named, more > 0 ? ", and %d more".formatted(more) : "");
    }

    private void look() {
        Duration fresh = FRESH_FAILURE;
        try {
            TreeSet<String> all = names();
            List<String> asked = next(all);
            CommandResult said = hosts.app()
                    .run(Command.script(
                                    NEARLY_OVER,
                                    config.app().caddy().address(),
                                    Integer.toString(config.app().caddy().httpsPort()))
                            .reading(asked.stream().map(name -> name + "\n").collect(Collectors.joining()))
                            .within(PATIENCE));
            if (!said.ok()) {
                LOG.warnf("Caddy's certificates cannot be looked at: %s", said.complaint());
                return;
            }
            Map<String, Instant> now = new LinkedHashMap<>(nearlyOver);
            now.keySet().retainAll(all);
            asked.forEach(now::remove);
            said.out()
                    .lines()
                    .map(line -> line.split(" "))
                    .forEach(words -> now.put(words[0], Instant.ofEpochSecond(Long.parseLong(words[1]))));
            nearlyOver = Map.copyOf(now);
            fresh = FRESH;
        } catch (RuntimeException away) {
            LOG.warnf("Caddy's certificates cannot be looked at: %s", away.getMessage());
        } finally {
            nextLook = System.nanoTime() + fresh.toNanos();
            looking.set(false);
        }
    }

    /** Goes on where the last look ended. */
    private List<String> next(TreeSet<String> all) {
        List<String> asked = Stream.concat(all.tailSet(last, false).stream(), all.headSet(last, true).stream())
                .limit(MOST)
                .toList();
        last = asked.isEmpty() ? "" : asked.getLast();
        return asked;
    }

    private TreeSet<String> names() {
        HostNames hostNames = new HostNames(config.baseDomain());
        TreeSet<String> names = new TreeSet<>();
        for (Project project : registry.projects()) {
            for (Environment environment : Environment.values()) {
                project.in(environment)
                        .ifPresent(settings -> names.addAll(
                                names(hostNames.site(project.name(), environment, settings.domain()), settings)));
            }
        }
        return names;
    }

    private static List<String> names(String primary, ProjectEnvironment settings) {
        return Stream.concat(Stream.of(primary), settings.domains().stream()).toList();
    }
}
