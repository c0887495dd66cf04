package kr.codeb.gateway.neighbour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.health.PartHealth;
import kr.codeb.gateway.Json;
import kr.codeb.web.Concurrent;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** How our services and the servers behind them are, all asked at once. */
@Singleton
public class SystemHealth {

    private static final Duration SERVICES = Duration.ofMillis(1800);
    private static final Duration HOSTS = Duration.ofSeconds(5);
    private static final Map<String, List<String>> ALL_HOSTS = Map.of(
            "app", List.of("ssh", "docker", "caddy"),
            "storage", List.of("ssh", "postgres", "redis", "dns"));

    private final RegistryClient registry;
    private final ProvisionerClient provisioner;
    private final DeployerClient deployer;

    SystemHealth(
            @RestClient RegistryClient registry,
            @RestClient ProvisionerClient provisioner,
            @RestClient DeployerClient deployer) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.deployer = deployer;
    }

    /** Our four services, within two seconds. */
    public Map<String, PartHealth> services() {
        Map<String, Concurrent<PartHealth>> asked = new LinkedHashMap<>();
        asked.put("registry", ask("registry", registry::ready));
        asked.put("provisioner", ask("provisioner", provisioner::ready));
        asked.put("deployer", ask("deployer", deployer::ready));
        long deadline = System.nanoTime() + SERVICES.toNanos();
        Map<String, PartHealth> parts = new LinkedHashMap<>();
        parts.put("gateway", PartHealth.up(0));
        asked.forEach((name, question) -> parts.put(name, question.by(deadline, silent(name))));
        return parts;
    }

    /** Services and hosts, as {@code health_check} answers. */
    public ObjectNode everything() {
        Concurrent<Map<String, Map<String, PartHealth>>> fromProvisioner = Concurrent.begin(provisioner::hosts);
        Concurrent<Map<String, Map<String, PartHealth>>> fromDeployer = Concurrent.begin(deployer::hosts);
        long deadline = System.nanoTime() + HOSTS.toNanos();
        Map<String, PartHealth> parts = services();
        Map<String, Map<String, PartHealth>> fromOne = fromProvisioner.by(deadline, Map.of());
        Map<String, Map<String, PartHealth>> fromOther = fromDeployer.by(deadline, Map.of());
        Map<String, Map<String, PartHealth>> hosts = new LinkedHashMap<>();
        for (String host : List.of("app", "storage")) {
            Map<String, PartHealth> there = new LinkedHashMap<>();
            ALL_HOSTS.get(host).forEach(part -> there.put(part, found(host, part, fromOne, fromOther)));
            hosts.put(host, there);
        }
        boolean healthy = parts.values().stream().allMatch(SystemHealth::up)
                && hosts.values().stream()
                        .flatMap(there -> there.values().stream())
                        .allMatch(SystemHealth::up);
        ObjectNode fields = Json.object().put("healthy", healthy);
        fields.set("parts", Json.tree(parts));
        fields.set("hosts", Json.tree(hosts));
        return fields;
    }

    public static boolean up(PartHealth part) {
        return "up".equals(part.status());
    }

    private static PartHealth found(
            String host,
            String part,
            Map<String, Map<String, PartHealth>> fromProvisioner,
            Map<String, Map<String, PartHealth>> fromDeployer) {
        PartHealth said = fromProvisioner.getOrDefault(host, Map.of()).get(part);
        said = said == null ? fromDeployer.getOrDefault(host, Map.of()).get(part) : said;
        String who = part.equals("docker") ? "deployer" : "provisioner";
        return said == null ? PartHealth.down(0, "Not known: the %s did not tell in time.".formatted(who)) : said;
    }

    private Concurrent<PartHealth> ask(String name, Supplier<String> ready) {
        return Concurrent.begin(() -> {
            long start = System.nanoTime();
            try {
                ready.get();
                return PartHealth.up(since(start));
            } catch (CodebException told) {
                return PartHealth.down(since(start), "The %s runs but is not ready.".formatted(name));
            } catch (RuntimeException away) {
                return PartHealth.down(since(start), "The %s does not answer.".formatted(name));
            }
        });
    }

    private static PartHealth silent(String name) {
        return PartHealth.down(SERVICES.toMillis(), "The %s does not answer.".formatted(name));
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
