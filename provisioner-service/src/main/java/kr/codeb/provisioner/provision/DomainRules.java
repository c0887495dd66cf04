package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.provisioner.site.Site;
import kr.codeb.settings.ProvisionerConfig;

/** Which host names an environment may have: not CodeB's own, not the infrastructure's, not another project's. */
@Singleton
public class DomainRules {

    /** First labels below the base domain that belong to the servers themselves; the gateway refuses projects of these names, too. */
    private static final Set<String> INFRASTRUCTURE =
            Set.of("api", "www", "preview", "ws", "db", "app", "storage", "ns1", "ns2", "mail", "backup");

    private static final Set<String> NOT_PUBLIC = Set.of("localhost", "localdomain", "invalid");

    private final String baseDomain;
    private final List<String> redisUsers;

    public DomainRules(ProvisionerConfig config) {
        this.baseDomain = config.baseDomain();
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
     * @throws CodebException NAME_RESERVED for a name that nobody gets, DOMAIN_TAKEN for one that is another project's
     */
    public void refuse(Names names, String domain, String team, boolean known, List<Project> projects) {
        if (!known) {
            refuseReserved(names, domain);
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

    private void refuseReserved(Names names, String domain) {
        List<String> labels = Arrays.asList(domain.split("\\."));
        if (NOT_PUBLIC.contains(labels.getLast()) || labels.getFirst().equals("localhost")) {
            throw reserved(domain, "names of this machine itself cannot be reached from outside");
        }
        if (domain.equals(baseDomain)) {
            throw reserved(domain, "it is CodeB's base domain");
        }
        if (isBelow(domain, "preview." + baseDomain) || domain.equals("preview." + baseDomain)) {
            throw reserved(domain, "names below preview.%s are the projects' previews".formatted(baseDomain));
        }
        if (!isBelow(domain, baseDomain)) {
            return;
        }
        String label = labels.get(labels.size() - baseDomain.split("\\.").length - 1);
        if (INFRASTRUCTURE.contains(label)) {
            throw reserved(domain, "%s.%s belongs to the servers themselves".formatted(label, baseDomain));
        }
        String ending = "-" + Environment.STAGING;
        boolean own = label.equals(Environment.STAGING.qualify(names.project()));
        if (label.endsWith(ending) && !own) {
            throw reserved(
                    domain,
                    "%s.%s belongs to the project %s, whether it exists yet or not"
                            .formatted(label, baseDomain, label.substring(0, label.length() - ending.length())));
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

    private static CodebException reserved(String domain, String why) {
        return new CodebException(
                ErrorCode.NAME_RESERVED,
                "%s cannot be a project's domain: %s. Choose another.".formatted(domain, why),
                Map.of("domain", domain));
    }
}
