package kr.codeb.provisioner.dns;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
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
import kr.codeb.operations.ssh.Words;
import kr.codeb.settings.ProvisionerConfig;

/** PowerDNS by pdnsutil, whose writers fail when they meet: one at a time, under a lock on its host. */
@Singleton
public class PowerDns implements DnsZone {

    static final int TTL = 300;
    private static final int ASKED_AT_MOST = 20;

    /** Arguments: zone, pdnsutil's words, pdns_control's words, then name and addresses joined by spaces for each. */
    private static final String PUT = """
            set -u
            zone=$1 util=$2 control=$3
            shift 3
            again() {
                n=0
                until said=$(sh -c "$util \\"\\$@\\"" sh "$@" 2>&1); do
                    n=$((n + 1))
                    case $said in *locked*) ;; *) n=99 ;; esac
                    [ $n -lt 20 ] || { echo "$said" >&2; return 1; }
                    sleep 0.1
                done
            }
            exec 9>/run/lock/codeb-pdnsutil.lock || exit 1
            flock -w 20 9 || { echo 'pdnsutil is busy' >&2; exit 1; }
            while [ $# -gt 1 ]; do
                if [ -n "$2" ]; then again replace-rrset "$zone" "$1" A %d $2; else again delete-rrset "$zone" "$1" A; fi || exit 1
                sh -c "$control \\"\\$@\\"" sh purge "$1.$zone" >/dev/null 2>&1 || true
                shift 2
            done
            again rectify-zone "$zone"
            """.formatted(TTL);

    private final Remote host;
    private final String zone;
    private final String util;
    private final String control;
    private final String server;

    @Inject
    PowerDns(Hosts hosts, ProvisionerConfig config) {
        this(config.storage().dns().on() == ProvisionerConfig.Place.APP ? hosts.app() : hosts.storage(), config);
    }

    /** For a host of one's own, in tests. */
    public PowerDns(Remote host, ProvisionerConfig config) {
        this.host = host;
        this.zone = config.baseDomain();
        this.util = line(config.storage().dns().pdnsutil());
        this.control = line(config.storage().dns().pdnsControl());
        this.server = config.storage().dns().server().orElse(config.storage().host());
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
    public Map<String, List<String>> addresses(List<String> names) {
        String listing = run(Command.script("exec sh -c \"$1 list-zone \\\"\\$1\\\"\" sh \"$2\"", util, zone));
        Set<String> wanted =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String line : listing.lines().toList()) {
            String[] fields = line.trim().split("\\s+");
            if (fields.length == 5 && fields[3].equals("A") && wanted.contains(withoutDot(fields[0]))) {
                found.computeIfAbsent(withoutDot(fields[0]), name -> new ArrayList<>())
                        .add(fields[4]);
            }
        }
        return found;
    }

    @Override
    public void put(Map<String, List<String>> records) {
        if (records.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of(zone, util, control));
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

    /** A server that is away tells nobody of a record that is gone: taking one back need not wait for it. */
    private boolean answers() {
        try {
            ping();
            return true;
        } catch (CodebException away) {
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
        IOException last = null;
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                return DnsQuery.addresses(address(server), name);
            } catch (IOException failed) {
                last = failed;
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

    private static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(hostAndPort, 53)
                : new InetSocketAddress(
                        hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    private static String withoutDot(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
