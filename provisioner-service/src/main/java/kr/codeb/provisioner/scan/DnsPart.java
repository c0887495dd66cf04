package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.scan.DnsScan;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.dns.DnsZone;
import kr.codeb.provisioner.site.Site;
import kr.codeb.settings.ProvisionerConfig;

/** The A records of the project's names below the base domain. */
@Singleton
class DnsPart implements Part<DnsScan> {

    private final DnsZone zone;
    private final LiveHold live;
    private final String address;
    private final String baseDomain;

    DnsPart(DnsZone zone, LiveHold live, ProvisionerConfig config) {
        this.zone = zone;
        this.live = live;
        this.address = config.app().address();
        this.baseDomain = config.baseDomain();
    }

    @Override
    public RepairPart name() {
        return RepairPart.DNS;
    }

    @Override
    public Look<DnsScan> look(Subject subject) {
        if (subject.settings() == null) {
            return Look.nothing();
        }
        Site site = subject.site(baseDomain);
        Map<String, List<String>> found = zone.addresses(ours(site));
        List<DnsScan.Name> records = site.hosts().stream()
                .map(name -> new DnsScan.Name(
                        name, address, isOurs(name) ? String.join(" ", found.getOrDefault(name, List.of())) : null))
                .toList();
        return Look.at(new DnsScan(isOurs(site.domains().getFirst()), records), Differences.dns(records));
    }

    @Override
    public String repair(Hold hold, Subject subject) {
        List<String> names = ours(subject.site(baseDomain));
        Map<String, List<String>> found = zone.addresses(names);
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        names.stream()
                .filter(name -> !found.getOrDefault(name, List.of()).equals(List.of(address)))
                .forEach(name -> wrong.put(name, List.of(address)));
        live.check(hold);
        zone.put(wrong);
        return "These records were set: %s.".formatted(String.join(", ", wrong.keySet()));
    }

    private List<String> ours(Site site) {
        return site.hosts().stream().filter(this::isOurs).toList();
    }

    private boolean isOurs(String name) {
        return name.endsWith("." + zone.name());
    }
}
