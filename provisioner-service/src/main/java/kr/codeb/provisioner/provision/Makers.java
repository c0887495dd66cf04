package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.List;

/** All makers, for those who compose them. */
@Singleton
public class Makers {

    private final ProjectDirectories directories;
    private final ProjectDatabase database;
    private final ProjectRedis redis;
    private final ProjectEnv env;
    private final ProjectRecords records;
    private final ProjectRoutes routes;
    private final ProjectSite site;

    public Makers(
            ProjectDirectories directories,
            ProjectDatabase database,
            ProjectRedis redis,
            ProjectEnv env,
            ProjectRecords records,
            ProjectRoutes routes,
            ProjectSite site) {
        this.directories = directories;
        this.database = database;
        this.redis = redis;
        this.env = env;
        this.records = records;
        this.routes = routes;
        this.site = site;
    }

    /** Everything that a scan looks at and a repair mends. */
    public List<Aspect<?>> aspects() {
        return List.of(env, site, routes, records, database, redis);
    }

    public ProjectDirectories directories() {
        return directories;
    }

    public ProjectDatabase database() {
        return database;
    }

    public ProjectRedis redis() {
        return redis;
    }

    public ProjectEnv env() {
        return env;
    }

    public ProjectRecords records() {
        return records;
    }

    public ProjectRoutes routes() {
        return routes;
    }

    public ProjectSite site() {
        return site;
    }
}
