package kr.codeb.deployer;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.settings.DeployerConfig;

/** What the deployer is made of that is not its own. */
class DeployerParts {

    @Produces
    @Singleton
    Urls urls(DeployerConfig config) {
        return new Urls(config.baseDomain(), config.app().caddy().httpsPort());
    }
}
