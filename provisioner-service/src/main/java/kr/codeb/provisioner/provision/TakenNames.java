package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.DomainRules;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.provisioner.site.Site;
import kr.codeb.settings.ProvisionerConfig;

/** Which names a new environment may not have, since they are CodeB's, the servers' or another project's. */
@Singleton
public class TakenNames {

    private final String baseDomain;
    private final DomainRules rules;
    private final List<String> redisUsers;

    public TakenNames(ProvisionerConfig config) {
        this.baseDomain = config.baseDomain();
        this.rules = new DomainRules(Optional.of(baseDomain));
        this.redisUsers = List.of("default", config.storage().redis().user());
    }

    /**
     * Refuses a project whose user in Redis would be the administrator's: making it would lock CodeB out.
     *
     * @throws CodebException NAME_RESERVED
     */
    public void refuseServersOwn(Names names) {
        if (redisUsers.contains(names.redisUser())) {
            throw new CodebException(
                    ErrorCode.NAME_RESERVED,
                    "%s cannot be a project's name: a user of that name administers Redis. Choose another name."
                            .formatted(names.project()),
                    Map.of("projectName", names.project()));
        }
    }

    /**
     * Refuses a domain that the environment may not have.
     *
     * @param team whose project it is; names below a domain of its own projects are fine
     * @param known whether the registry says already that it has this domain: then only what another project has is refused
     * @param projects all teams'
     * @throws CodebException INVALID_PARAMS for what is no host name, NAME_RESERVED for a name that nobody gets, DOMAIN_TAKEN for one that is another project's
     */
    public void refuse(Names names, String domain, String team, boolean known, List<Project> projects) {
        if (!known) {
            rules.check(names.project(), names.environment(), DomainRules.plain(domain));
        }
        for (Project project : projects) {
            project.environments().forEach((environment, settings) -> {
                if (project.name().equals(names.project()) && environment == names.environment()) {
                    return;
                }
                boolean foreign = !known && !team.equals(project.teamId());
                refuseTaken(domain, project, environment, settings, foreign);
            });
        }
    }

    private void refuseTaken(
            String domain, Project project, Environment environment, ProjectEnvironment settings, boolean foreign) {
        Site site = Site.of(project.name(), environment, settings, baseDomain);
        boolean taken = site.hosts().contains(domain)
                || domain.equals(new Names(project.name(), environment).domain(baseDomain))
                || foreign && site.domains().stream().anyMatch(above -> isBelow(domain, above))
                || foreign && isBelow(domain, project.name() + "." + baseDomain);
        if (taken) {
            throw new CodebException(
                    ErrorCode.DOMAIN_TAKEN,
                    "The domain %s belongs to another project or environment. Choose another.".formatted(domain),
                    Map.of("domain", domain));
        }
    }

    private static boolean isBelow(String domain, String above) {
        return domain.endsWith("." + above);
    }
}
