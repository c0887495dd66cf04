package kr.codeb.provisioner.removal;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.contracts.deletion.ServerRemains;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.provision.ScannedEnvironment;
import kr.codeb.provisioner.registry.Registry;

/** Removes an environment's parts, for as long as the registry knows it. */
@Singleton
class Removal {

    private final Registry registry;
    private final Makers makers;

    Removal(Registry registry, Makers makers) {
        this.registry = registry;
        this.makers = makers;
    }

    /** Looks at what would go. @throws kr.codeb.contracts.error.CodebException PROJECT_NOT_FOUND */
    ServerRemains look(String project, Environment environment) {
        ScannedEnvironment known = known(project, environment);
        ProjectEnvironment settings = known.settings();
        List<String> domains = new ArrayList<>(List.of(settings.domain()));
        domains.addAll(settings.domains());
        List<String> files = new ArrayList<>();
        makers.site().file(known).ifPresent(files::add);
        files.addAll(makers.env().files(known));
        return new ServerRemains(
                domains,
                makers.records().own(known),
                settings.database() == null ? null : settings.database().name(),
                settings.redis() == null ? null : settings.redis().db(),
                files);
    }

    /** Removes one part; safe to repeat. The env file's folders go with it, unless somebody put something else there. */
    void remove(EnvironmentHold hold, RepairPart part) {
        ScannedEnvironment known = known(hold.project(), hold.environment());
        makers.aspects().stream().filter(aspect -> aspect.part() == part).forEach(aspect -> aspect.remove(hold, known));
        if (part == RepairPart.ENV) {
            makers.directories().remove(hold);
        }
    }

    private ScannedEnvironment known(String project, Environment environment) {
        return new ScannedEnvironment(project, environment, registry.settings(project, environment), null, null);
    }
}
