package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.contracts.scan.SiteScan;
import kr.codeb.provisioner.hold.Effect;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.site.CaddySite;
import kr.codeb.provisioner.site.Site;
import kr.codeb.provisioner.site.Sites;
import kr.codeb.settings.ProvisionerConfig;

/** An environment's site file, which follows from the registry alone. */
@Singleton
public class ProjectSite implements Aspect<SiteScan> {

    private final Sites sites;
    private final String baseDomain;

    public ProjectSite(Sites sites, ProvisionerConfig config) {
        this.sites = sites;
        this.baseDomain = config.baseDomain();
    }

    @Override
    public RepairPart part() {
        return RepairPart.SITE;
    }

    @Override
    public Finding<SiteScan> look(ScannedEnvironment environment) {
        String path = sites.paths().siteFile(environment.project(), environment.environment());
        Optional<String> found = sites.read(environment.project(), environment.environment());
        ProjectEnvironment settings = environment.settings();
        if (settings == null) {
            return Finding.at(new SiteScan(path, found.isPresent(), null, null), List.of());
        }
        String wanted = rendered(Site.of(environment.project(), environment.environment(), settings, baseDomain));
        boolean matches = found.filter(wanted::equals).isPresent();
        return Finding.at(
                new SiteScan(path, found.isPresent(), matches, settings.domain()),
                Differences.site(path, found, wanted));
    }

    /** Whether a change of settings changes the site. */
    public boolean changes(
            String project, Environment environment, ProjectEnvironment before, ProjectEnvironment after) {
        String now = rendered(Site.of(project, environment, before, baseDomain));
        return !now.equals(rendered(Site.of(project, environment, after, baseDomain)));
    }

    /**
     * Writes the site file and has Caddy load it, unless it is as it should be.
     *
     * @return whether it was written
     * @throws kr.codeb.contracts.error.CodebException SITE_INVALID with Caddy's reason; the file is then as it was
     */
    public boolean ensure(EnvironmentHold hold, ProjectEnvironment settings) {
        String text = rendered(Site.of(hold.project(), hold.environment(), settings, baseDomain));
        Optional<String> before = sites.read(hold.project(), hold.environment());
        boolean changes = before.filter(text::equals).isEmpty();
        if (changes) {
            hold.note(Effect.SITE, before.orElse(""));
        }
        sites.put(hold.hold(), hold.project(), hold.environment(), text);
        return changes;
    }

    @Override
    public String repair(EnvironmentHold hold, ScannedEnvironment environment) {
        ensure(hold, environment.settings());
        return "The site file was written anew from the registry, and Caddy has loaded it.";
    }

    @Override
    public void takeBack(OwnHold hold) {
        hold.noted(Effect.SITE).ifPresent(before -> {
            if (before.isEmpty()) {
                sites.remove(hold);
            } else {
                sites.put(hold.hold(), hold.project(), hold.environment(), before);
            }
        });
    }

    @Override
    public void remove(EnvironmentHold hold, ScannedEnvironment environment) {
        sites.remove(hold);
    }

    /** Where its site file is; empty when it has none. */
    public Optional<String> file(ScannedEnvironment environment) {
        return sites.read(environment.project(), environment.environment())
                .map(text -> sites.paths().siteFile(environment.project(), environment.environment()));
    }

    private String rendered(Site site) {
        return CaddySite.render(site, sites.paths());
    }
}
