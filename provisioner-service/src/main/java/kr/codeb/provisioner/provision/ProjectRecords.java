package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.scan.DnsScan;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.dns.DnsRecord;
import kr.codeb.provisioner.dns.DnsZone;
import kr.codeb.provisioner.hold.Effect;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.site.Site;
import kr.codeb.settings.ProvisionerConfig;

/** The A records of an environment's names below the base domain. Other domains are their owners' to point here. */
@Singleton
public class ProjectRecords implements Aspect<DnsScan> {

    private final DnsZone zone;
    private final String address;
    private final String baseDomain;

    public ProjectRecords(DnsZone zone, ProvisionerConfig config) {
        this.zone = zone;
        this.address = config.app().address();
        this.baseDomain = config.baseDomain();
    }

    @Override
    public RepairPart part() {
        return RepairPart.DNS;
    }

    @Override
    public Finding<DnsScan> look(ScannedEnvironment environment) {
        if (environment.settings() == null) {
            return Finding.nothing();
        }
        Site site = site(environment);
        Map<String, List<DnsRecord>> found = zone.records(inside(site.hosts()));
        List<DnsScan.Name> records = site.hosts().stream()
                .map(name -> new DnsScan.Name(
                        name, address, isInside(name) ? said(found.getOrDefault(name, List.of())) : null))
                .toList();
        List<Drift> drift = Differences.dns(records, name -> onlyAddresses(found.getOrDefault(name, List.of())));
        return Finding.at(new DnsScan(isInside(site.domains().getFirst()), records), drift);
    }

    private static String said(List<DnsRecord> records) {
        return records.stream()
                .map(record -> record.type().equals("A") ? record.content() : record.type() + " " + record.content())
                .collect(Collectors.joining(" "));
    }

    /**
     * Refuses names at which somebody else's record is: one that is not exactly as CodeB makes it.
     *
     * @throws CodebException DOMAIN_TAKEN, saying what is there
     */
    public void refuseForeign(List<String> hosts) {
        zone.records(inside(hosts)).forEach((name, records) -> {
            if (!records.equals(List.of(DnsRecord.to(address)))) {
                throw taken(name, records, "Choose another domain, or remove that record, then call again.");
            }
        });
    }

    /**
     * Makes the records that are missing. One that is there is never changed.
     *
     * @return the names whose records were made
     * @throws CodebException DOMAIN_TAKEN when a record leads elsewhere
     */
    public List<String> ensure(EnvironmentHold hold, List<String> hosts) {
        Map<String, List<DnsRecord>> found = zone.records(inside(hosts));
        found.forEach((name, records) -> {
            if (!leadHere(records)) {
                throw taken(
                        name,
                        records,
                        "If it should lead to this project, set it back with a repair (workflow_scan with repair = true), then call again.");
            }
        });
        List<String> missing =
                inside(hosts).stream().filter(name -> !found.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            hold.note(Effect.RECORDS, String.join(",", missing));
            hold.check();
            zone.put(addressed(missing));
        }
        return missing;
    }

    /** Where the records of all sites lead. */
    public String address() {
        return address;
    }

    /** Names that are not below the base domain. */
    public List<String> outside(List<String> hosts) {
        return hosts.stream().filter(name -> !isInside(name)).toList();
    }

    /** The registry says that these names are the project's, and somebody asked for it: so they lead here again. */
    @Override
    public String repair(EnvironmentHold hold, ScannedEnvironment environment) {
        List<String> names = inside(site(environment).hosts());
        Map<String, List<DnsRecord>> found = zone.records(names);
        List<String> wrong = names.stream()
                .filter(name -> onlyAddresses(found.getOrDefault(name, List.of())))
                .filter(name -> !leadHere(found.getOrDefault(name, List.of())))
                .toList();
        hold.check();
        zone.put(addressed(wrong));
        return "These records were set: %s.".formatted(String.join(", ", wrong));
    }

    /** One that somebody changed since is theirs and stays. */
    @Override
    public void takeBack(OwnHold hold) {
        hold.noted(Effect.RECORDS)
                .ifPresent(noted -> removeOwn(
                        hold,
                        Arrays.stream(noted.split(","))
                                .map(name -> name.replaceFirst("=.*", ""))
                                .toList()));
    }

    @Override
    public void remove(EnvironmentHold hold, ScannedEnvironment environment) {
        removeOwn(hold, inside(site(environment).hosts()));
    }

    /** Removes the records of these names, as far as they are as CodeB makes them. */
    public void remove(EnvironmentHold hold, List<String> names) {
        removeOwn(hold, inside(names));
    }

    /** The names of an environment whose record is as CodeB makes it. */
    public List<String> own(ScannedEnvironment environment) {
        return own(inside(site(environment).hosts()));
    }

    private List<String> own(List<String> names) {
        List<DnsRecord> ours = List.of(DnsRecord.to(address));
        Map<String, List<DnsRecord>> found = zone.records(names);
        return names.stream().filter(name -> ours.equals(found.get(name))).toList();
    }

    private void removeOwn(EnvironmentHold hold, List<String> names) {
        Map<String, List<String>> gone = new LinkedHashMap<>();
        own(names).forEach(name -> gone.put(name, List.of()));
        if (!gone.isEmpty()) {
            hold.check();
            zone.put(gone);
        }
    }

    private boolean leadHere(List<DnsRecord> records) {
        return records.stream().map(DnsRecord::content).toList().equals(List.of(address));
    }

    /** Whether setting the A record would touch nothing else: beside a CNAME there can be none. */
    private static boolean onlyAddresses(List<DnsRecord> records) {
        return records.stream().allMatch(record -> record.type().equals("A"));
    }

    private Map<String, List<String>> addressed(List<String> names) {
        Map<String, List<String>> records = new LinkedHashMap<>();
        names.forEach(name -> records.put(name, List.of(address)));
        return records;
    }

    private static CodebException taken(String name, List<DnsRecord> records, String next) {
        return new CodebException(
                ErrorCode.DOMAIN_TAKEN,
                "%s has a DNS record that CodeB did not make: %s. %s"
                        .formatted(
                                name,
                                records.stream().map(DnsRecord::toString).collect(Collectors.joining(", ")),
                                next),
                Map.of("domain", name));
    }

    private Site site(ScannedEnvironment environment) {
        return Site.of(environment.project(), environment.environment(), environment.settings(), baseDomain);
    }

    private List<String> inside(List<String> hosts) {
        return hosts.stream().filter(this::isInside).toList();
    }

    private boolean isInside(String name) {
        return name.endsWith("." + zone.name());
    }
}
