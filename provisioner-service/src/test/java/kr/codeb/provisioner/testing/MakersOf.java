package kr.codeb.provisioner.testing;

import kr.codeb.provisioner.database.Databases;
import kr.codeb.provisioner.dns.DnsZone;
import kr.codeb.provisioner.env.DerivedEnv;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.provision.OwnUrls;
import kr.codeb.provisioner.provision.ProjectDatabase;
import kr.codeb.provisioner.provision.ProjectDirectories;
import kr.codeb.provisioner.provision.ProjectEnv;
import kr.codeb.provisioner.provision.ProjectRecords;
import kr.codeb.provisioner.provision.ProjectRedis;
import kr.codeb.provisioner.provision.ProjectRoutes;
import kr.codeb.provisioner.provision.ProjectSite;
import kr.codeb.provisioner.redis.RedisUsers;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.provisioner.site.Routes;
import kr.codeb.provisioner.site.SitePaths;
import kr.codeb.provisioner.site.Sites;
import kr.codeb.settings.ProvisionerConfig;

/** The makers over servers of one's own, for tests; put together by hand as the container does it. */
public record MakersOf(
        ProvisionerConfig config,
        AppServer app,
        Registry registry,
        Databases databases,
        RedisUsers redis,
        DnsZone zone,
        EnvStore envs,
        OwnUrls urls,
        Sites sites,
        Routes routes) {

    public static MakersOf servers(
            ProvisionerConfig config,
            AppServer app,
            Registry registry,
            Databases databases,
            RedisUsers redis,
            DnsZone zone) {
        SitePaths paths = SitePaths.of(config);
        ProvisionerConfig.Caddy caddy = config.app().caddy();
        return new MakersOf(
                config,
                app,
                registry,
                databases,
                redis,
                zone,
                new EnvStore(app, config.paths().root()),
                new OwnUrls(config),
                new Sites(app, paths, config.paths().caddyfile(), caddy.adapt(), caddy.reload()),
                new Routes(app, paths, caddy.address(), caddy.httpsPort()));
    }

    public Makers makers() {
        return new Makers(
                new ProjectDirectories(app, envs),
                new ProjectDatabase(databases, urls, registry),
                new ProjectRedis(redis, urls, registry),
                new ProjectEnv(envs, new DerivedEnv(app)),
                new ProjectRecords(zone, config),
                new ProjectRoutes(app, sites, routes, config),
                new ProjectSite(sites, config));
    }
}
