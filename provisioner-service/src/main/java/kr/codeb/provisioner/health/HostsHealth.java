package kr.codeb.provisioner.health;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kr.codeb.contracts.health.PartHealth;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Hosts;
import kr.codeb.operations.ssh.Remote;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.ProvisionerConfig;
import kr.codeb.provisioner.database.Databases;
import kr.codeb.provisioner.dns.DnsZone;
import kr.codeb.provisioner.redis.RedisUsers;

/** Asks every server that the provisioner needs, all at once. */
@Singleton
public class HostsHealth {

    private static final long PATIENCE_SECONDS = 5;
    private static final Script ASK_CADDY = Script.of(HostsHealth.class, "ask-caddy.sh");

    private final Hosts hosts;
    private final Databases databases;
    private final RedisUsers redis;
    private final DnsZone dns;
    private final ProvisionerConfig.Caddy caddy;

    HostsHealth(Hosts hosts, Databases databases, RedisUsers redis, DnsZone dns, ProvisionerConfig config) {
        this.hosts = hosts;
        this.databases = databases;
        this.redis = redis;
        this.dns = dns;
        this.caddy = config.app().caddy();
    }

    /** @return host to part to how it is */
    public Map<String, Map<String, PartHealth>> ask() {
        Map<String, CompletableFuture<PartHealth>> app = new LinkedHashMap<>();
        app.put("ssh", asked(() -> hosts.app().check(Command.of("true"))));
        app.put("caddy", asked(this::askCaddy));
        Map<String, CompletableFuture<PartHealth>> storage = new LinkedHashMap<>();
        storage.put("ssh", asked(() -> hosts.storage().check(Command.of("true"))));
        storage.put("postgres", asked(databases::ping));
        storage.put("redis", asked(redis::ping));
        storage.put("dns", asked(dns::ping));
        Map<String, Map<String, PartHealth>> all = new LinkedHashMap<>();
        all.put("app", answers(app));
        all.put("storage", answers(storage));
        return all;
    }

    private void askCaddy() {
        Remote app = hosts.app();
        CommandResult result = app.run(Command.script(ASK_CADDY, caddy.address(), Integer.toString(caddy.httpsPort())));
        if (!result.ok()) {
            throw new IllegalStateException("Caddy does not answer on %s:%d: %s"
                    .formatted(caddy.address(), caddy.httpsPort(), result.complaint()));
        }
    }

    private static CompletableFuture<PartHealth> asked(Runnable question) {
        CompletableFuture<PartHealth> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            long began = System.nanoTime();
            try {
                question.run();
                answer.complete(PartHealth.up(millisSince(began)));
            } catch (RuntimeException failure) {
                answer.complete(PartHealth.down(millisSince(began), failure.getMessage()));
            }
        });
        return answer;
    }

    private static Map<String, PartHealth> answers(Map<String, CompletableFuture<PartHealth>> asked) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Map<String, PartHealth> answers = new LinkedHashMap<>();
        asked.forEach((part, answer) -> answers.put(part, await(answer, deadline)));
        return answers;
    }

    private static PartHealth await(CompletableFuture<PartHealth> answer, long deadline) {
        try {
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return PartHealth.down(
                    TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS),
                    "It did not answer within %d s.".formatted(PATIENCE_SECONDS));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return PartHealth.down(0, "The service is stopping.");
        }
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
