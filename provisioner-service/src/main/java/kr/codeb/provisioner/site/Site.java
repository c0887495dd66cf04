package kr.codeb.provisioner.site;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.HostNames;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;

/**
 * A project's environment as visitors see it.
 *
 * @param domains the primary domain first
 * @param baseDomain domain of the previews
 */
public record Site(String project, Environment environment, Ports ports, List<String> domains, String baseDomain) {

    public Site {
        domains = List.copyOf(domains);
    }

    public static Site of(String project, Environment environment, ProjectEnvironment settings, String baseDomain) {
        List<String> domains = new ArrayList<>();
        domains.add(new HostNames(baseDomain).site(project, environment, settings.domain()));
        settings.domains().stream().filter(domain -> !domains.contains(domain)).forEach(domains::add);
        return new Site(project, environment, settings.ports(), domains, baseDomain);
    }

    /** {@code myapp-blue.preview.codeb.kr}. */
    public String preview(SlotName slot) {
        return new HostNames(baseDomain).preview(project, environment, slot);
    }

    /** Host and port of each slot's preview, as the scripts of this package take them. */
    List<String> previews() {
        return Stream.of(SlotName.values())
                .flatMap(slot -> Stream.of(preview(slot), Integer.toString(ports.of(slot))))
                .toList();
    }

    /** All names that it answers to. */
    public List<String> hosts() {
        List<String> hosts = new ArrayList<>(domains);
        for (SlotName slot : SlotName.values()) {
            hosts.add(preview(slot));
        }
        return hosts;
    }
}
