package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.store.Transaction;

/** Takes environments out of the SSOT as a part of a larger change. */
@Singleton
public class Entries {

    private final ProjectStore projects;
    private final PortStore ports;

    Entries(ProjectStore projects, PortStore ports) {
        this.projects = projects;
        this.ports = ports;
    }

    /**
     * What the SSOT told of an environment that is taken out.
     *
     * @param ports null when it had none
     * @param domains the primary one first
     * @param lastOne whether the project is gone with it
     */
    public record Removed(Ports ports, List<String> domains, boolean lastOne) {}

    /** The environment's ports and entry go; what is gone already is fine. */
    public Removed remove(Transaction transaction, String project, Environment environment) {
        ObjectNode ssot = transaction.read(FileNames.SSOT).orElseThrow();
        Optional<ObjectNode> entry = Ssot.entry(ssot, project);
        var domains = new ArrayList<String>();
        entry.flatMap(there -> Ssot.settings(there, environment)).ifPresent(settings -> {
            if (settings.path("domain").isTextual()) {
                domains.add(settings.path("domain").asText());
            }
            settings.path("domains").forEach(domain -> domains.add(domain.asText()));
        });
        Optional<Ports> told = Ssot.ports(ssot, project, environment);
        Optional<Ports> allocated = ports.release(transaction, project, environment);
        projects.remove(transaction, project, environment);
        boolean lastOne = entry.isPresent() && ProjectEntry.without(entry.get(), environment) == null;
        return new Removed(allocated.or(() -> told).orElse(null), domains, lastOne);
    }
}
