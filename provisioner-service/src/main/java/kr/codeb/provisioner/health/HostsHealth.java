package kr.codeb.provisioner.health;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kr.codeb.contracts.health.PartHealth;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Disks;
import kr.codeb.operations.ssh.Hosts;
import kr.codeb.operations.ssh.Remote;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.database.Databases;
import kr.codeb.provisioner.dns.DnsZone;
import kr.codeb.provisioner.redis.RedisUsers;
import kr.codeb.provisioner.site.Sites;
import kr.codeb.settings.ProvisionerConfig;
import kr.codeb.web.Concurrent;

/** Asks every server that the provisioner needs, all at once. */
@Singleton
public class HostsHealth {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String SILENT = "It did not answer within %d s.".formatted(PATIENCE.toSeconds());
    private static final String[] ON_STORAGE = {"/", "/var", "/var/lib/postgresql", "/var/lib/redis"};
    private static final Script ASK_CADDY = Script.of(HostsHealth.class, "ask-caddy.sh");

    private final Hosts hosts;
    private final Databases databases;
    private final RedisUsers redis;
    private final DnsZone dns;
    private final ProvisionerConfig.Caddy caddy;
    private final String root;
    private final Sites sites;
    private final Certificates certificates;

    HostsHealth(
            Hosts hosts,
            Databases databases,
            RedisUsers redis,
            DnsZone dns,
            Sites sites,
            Certificates certificates,
            ProvisionerConfig config) {
        this.certificates = certificates;
        this.hosts = hosts;
        this.databases = databases;
        this.redis = redis;
        this.dns = dns;
        this.sites = sites;
        this.caddy = config.app().caddy();
        this.root = config.paths().root();
    }

    private record Part(String host, String name) {}

    /** @return host to part to how it is */
    public Map<String, Map<String, PartHealth>> ask() {
        Map<Part, Callable<PartHealth>> questions = new LinkedHashMap<>();
        questions.put(new Part("app", "ssh"), server(hosts.app(), root, "/", "/var"));
        questions.put(new Part("app", "caddy"), this::caddy);
        questions.put(new Part("storage", "ssh"), server(hosts.storage(), ON_STORAGE));
        questions.put(new Part("storage", "postgres"), asking(databases::ping));
        questions.put(new Part("storage", "redis"), asking(redis::ping));
        questions.put(new Part("storage", "dns"), asking(dns::ping));
        Map<String, Map<String, PartHealth>> all = new LinkedHashMap<>();
        Concurrent.all(questions, PATIENCE, silent -> PartHealth.down(PATIENCE.toMillis(), SILENT))
                .forEach((part, health) -> all.computeIfAbsent(part.host(), host -> new LinkedHashMap<>())
                        .put(part.name(), health));
        return all;
    }

    private PartHealth caddy() throws Exception {
        PartHealth health = asking(this::askCaddy, certificates::warning).call();
        return health.error() == null ? health.ofVersion(sites.caddyVersion()) : health;
    }

    private void askCaddy() {
        Remote app = hosts.app();
        CommandResult result = app.run(Command.script(ASK_CADDY, caddy.address(), Integer.toString(caddy.httpsPort())));
        if (!result.ok()) {
            throw new IllegalStateException("Caddy does not answer on %s:%d: %s"
                    .formatted(caddy.address(), caddy.httpsPort(), result.complaint()));
        }
    }

    /** Whether commands run there, and whether there is room. */
    private static Callable<PartHealth> server(Remote server, String... paths) {
        return asking(() -> server.check(Command.of("true")), () -> Disks.warning(server, paths));
    }

    private static Callable<PartHealth> asking(Runnable question) {
        return asking(question, () -> null);
    }

    private static Callable<PartHealth> asking(Runnable question, Supplier<String> warning) {
        return () -> {
            long began = System.nanoTime();
            try {
                question.run();
                return PartHealth.up(millisSince(began), warning.get());
            } catch (RuntimeException failure) {
                return PartHealth.down(millisSince(began), failure.getMessage());
            }
        };
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
