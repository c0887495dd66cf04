package kr.codeb.provisioner.init;

import jakarta.inject.Singleton;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.provision.OwnUrls;
import kr.codeb.provisioner.provision.TakenNames;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.provisioner.site.SitePaths;
import kr.codeb.settings.ProvisionerConfig;

/** What the steps of an init work with. */
@Singleton
class InitServices {

    private final ProvisionerConfig config;
    private final Registry registry;
    private final AppServer app;
    private final EnvStore envs;
    private final OwnUrls urls;
    private final TakenNames domains;
    private final Makers makers;

    InitServices(
            ProvisionerConfig config,
            Registry registry,
            AppServer app,
            EnvStore envs,
            OwnUrls urls,
            TakenNames domains,
            Makers makers) {
        this.config = config;
        this.registry = registry;
        this.app = app;
        this.envs = envs;
        this.urls = urls;
        this.domains = domains;
        this.makers = makers;
    }

    ProvisionerConfig config() {
        return config;
    }

    Registry registry() {
        return registry;
    }

    AppServer app() {
        return app;
    }

    EnvStore envs() {
        return envs;
    }

    OwnUrls urls() {
        return urls;
    }

    TakenNames domains() {
        return domains;
    }

    Makers makers() {
        return makers;
    }

    SitePaths paths() {
        return SitePaths.of(config);
    }
}
