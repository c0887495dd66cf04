package kr.codeb.provisioner.init;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import kr.codeb.provisioner.database.Databases;
import kr.codeb.provisioner.dns.DnsZone;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.redis.RedisUsers;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.provisioner.site.Routes;
import kr.codeb.provisioner.site.Sites;
import kr.codeb.settings.ProvisionerConfig;

/** Everything that an init changes. */
@Singleton
record Servers(
        ProvisionerConfig config,
        Registry registry,
        AppServer app,
        Databases databases,
        RedisUsers redis,
        EnvStore envs,
        DnsZone dns,
        Sites sites,
        Routes routes) {

    @Inject
    Servers {}
}
