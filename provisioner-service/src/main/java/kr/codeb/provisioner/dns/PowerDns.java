package kr.codeb.provisioner.dns;

import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Hosts;
import kr.codeb.operations.ssh.Remote;
import kr.codeb.operations.ssh.Script;
import kr.codeb.operations.ssh.Words;
import kr.codeb.provisioner.client.Await;
import kr.codeb.settings.ProvisionerConfig;

/** PowerDNS by pdnsutil, whose writers fail when they meet: one at a time, under a lock on its host. */
@Singleton
public class PowerDns implements DnsZone {

    private static final int ASKED_AT_MOST = 20;
    private static final int TIMEOUT_MILLIS = 1500;
    /** Types that lead a name somewhere; texts and mail servers may be beside an A record. */
    private static final Set<String> LEADING = Set.of("A", "AAAA", "ALIAS", "CNAME", "DNAME", "NS");

    private static final Script LIST = Script.of(PowerDns.class, "list-zone.sh");
    private static final Script PUT = Script.of(PowerDns.class, "put-records.sh");

    private final Remote host;
    private final String zone;
    private final String util;
    private final String control;
    private final String server;
    private final Vertx vertx;
    private final DnsClientOptions question;

    @Inject
    PowerDns(Hosts hosts, Vertx vertx, ProvisionerConfig config) {
        this(config.storage().dns().on() == ProvisionerConfig.Place.APP ? hosts.app() : hosts.storage(), vertx, config);
    }

    /** For a host of one's own, in tests. */
    public PowerDns(Remote host, Vertx vertx, ProvisionerConfig config) {
        this.host = host;
        this.zone = config.baseDomain();
        this.util = line(config.storage().dns().pdnsutil());
        this.control = line(config.storage().dns().pdnsControl());
        this.server = config.storage().dns().server().orElse(config.storage().host());
        this.vertx = vertx;
        this.question = question(server);
    }

    @Override
    public String name() {
        return zone;
    }

    @Override
    public void ping() {
        ask(zone);
    }

    @Override
    public Map<String, List<DnsRecord>> records(Collection<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Set<String> wanted =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Map<String, List<DnsRecord>> found = new LinkedHashMap<>();
        for (String line : run(Command.script(LIST, util, zone)).lines().toList()) {
            String[] fields = line.trim().split("\\s+", 5);
            if (fields.length == 5 && LEADING.contains(fields[3]) && wanted.contains(withoutDot(fields[0]))) {
                found.computeIfAbsent(withoutDot(fields[0]), name -> new ArrayList<>())
                        .add(new DnsRecord(fields[3], Integer.parseInt(fields[1]), fields[4]));
            }
        }
        return found;
    }

    @Override
    public void put(Map<String, List<String>> records) {
        if (records.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of(zone, util, control, Integer.toString(DnsRecord.TTL)));
        records.forEach((name, addresses) -> {
            arguments.add(relative(name));
            arguments.add(String.join(" ", addresses));
        });
        run(Command.script(PUT, arguments.toArray(String[]::new)));
        records.forEach((name, addresses) -> {
            if (!addresses.isEmpty() || answers()) {
                awaitAnswer(name, addresses);
            }
        });
    }

    /** A server that cannot be reached tells nobody of a record that is gone: taking one back need not wait for it. */
    private boolean answers() {
        try {
            ping();
            return true;
        } catch (CodebException unreachable) {
            return false;
        }
    }

    /** pdnsutil takes every name as one inside the zone, also one that ends with the zone's name. */
    private String relative(String name) {
        if (!name.endsWith("." + zone)) {
            throw new IllegalArgumentException(name + " is not below " + zone);
        }
        return name.substring(0, name.length() - zone.length() - 1);
    }

    private void awaitAnswer(String name, List<String> addresses) {
        List<String> answer = List.of();
        for (int i = 0; i < ASKED_AT_MOST; i++) {
            answer = ask(name);
            if (Set.copyOf(answer).equals(Set.copyOf(addresses))) {
                return;
            }
            pause();
        }
        throw unavailable(
                "%s was written, but the server at %s still answers %s. It may cache an earlier answer; call again in a minute"
                        .formatted(name, server, answer),
                null);
    }

    private List<String> ask(String name) {
        Await.Failed last = null;
        for (int attempt = 0; attempt < 3; attempt++) {
            DnsClient client = vertx.createDnsClient(question);
            try {
                return Await.on(client.resolveA(name));
            } catch (Await.Failed failed) {
                if (failed.getCause() instanceof DnsException answer && answer.code() == DnsResponseCode.NXDOMAIN) {
                    return List.of();
                }
                last = failed;
            } finally {
                client.close();
            }
        }
        throw unavailable(
                "The DNS server at %s cannot be asked for %s: %s. Check that it runs and serves the zone, then call again"
                        .formatted(server, name, last.getMessage()),
                last);
    }

    private String run(Command command) {
        CommandResult result = host.run(command);
        if (!result.ok()) {
            throw unavailable(
                    "pdnsutil on %s failed for the zone %s: %s. Correct it there, then call again"
                            .formatted(host.name(), zone, result.complaint()),
                    null);
        }
        return result.out();
    }

    private static CodebException unavailable(String what, Throwable cause) {
        return new CodebException(ErrorCode.DNS_UNAVAILABLE, what + ".", cause);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(String words) {
        return Words.line(List.of(words.trim().split("\\s+")));
    }

    /** One server is asked, over UDP, for what it says itself: no resolver and no cache is between. */
    private static DnsClientOptions question(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new DnsClientOptions()
                .setHost(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon))
                .setPort(colon < 0 ? 53 : Integer.parseInt(hostAndPort.substring(colon + 1)))
                .setQueryTimeout(TIMEOUT_MILLIS)
                .setRecursionDesired(false);
    }

    private static String withoutDot(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
