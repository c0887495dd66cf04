package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.contracts.scan.SiteScan;
import kr.codeb.provisioner.site.CaddySite;
import kr.codeb.provisioner.site.Sites;
import kr.codeb.settings.ProvisionerConfig;

/** The site file, which follows from the registry alone. */
@Singleton
class SitePart implements Part<SiteScan> {

    private final Sites sites;
    private final String baseDomain;

    SitePart(Sites sites, ProvisionerConfig config) {
        this.sites = sites;
        this.baseDomain = config.baseDomain();
    }

    @Override
    public RepairPart name() {
        return RepairPart.SITE;
    }

    @Override
    public Look<SiteScan> look(Subject subject) {
        String path = sites.paths().siteFile(subject.project(), subject.environment());
        Optional<String> stands = sites.read(subject.project(), subject.environment());
        if (subject.settings() == null) {
            return Look.at(new SiteScan(path, stands.isPresent(), null, null), List.of());
        }
        String wanted = rendered(subject);
        boolean matches = stands.filter(wanted::equals).isPresent();
        return Look.at(
                new SiteScan(
                        path, stands.isPresent(), matches, subject.settings().domain()),
                Differences.site(path, stands, wanted));
    }

    @Override
    public String repair(Hold hold, Subject subject) {
        sites.put(hold, subject.project(), subject.environment(), rendered(subject));
        return "The site file was written anew from the registry, and Caddy has loaded it.";
    }

    private String rendered(Subject subject) {
        return CaddySite.render(subject.site(baseDomain), sites.paths());
    }
}
