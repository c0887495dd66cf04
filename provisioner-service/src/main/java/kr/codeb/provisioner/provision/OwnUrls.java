package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.Optional;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.secret.Passwords;
import kr.codeb.settings.ProvisionerConfig;

/**
 * Which URLs of an env file are CodeB's own: those that lead to the Storage Server of the settings, to what the registry says
 * that the project has. Others are the user's; they are kept, and nobody logs in with them.
 */
@Singleton
public class OwnUrls {

    public static final String DATABASE = "DATABASE_URL";
    public static final String REDIS = "REDIS_URL";

    private final String host;
    private final int databasePort;
    private final int redisPort;

    public OwnUrls(ProvisionerConfig config) {
        this.host = config.storage().host();
        this.databasePort = config.storage().postgres().port();
        this.redisPort = config.storage().redis().port();
    }

    /** The URL, if it leads to this database as this user. */
    public Optional<DatabaseUrl> database(String written, ProjectEnvironment.Database names) {
        return DatabaseUrl.parse(written)
                .filter(url -> url.host().equalsIgnoreCase(host)
                        && url.port() == databasePort
                        && url.user().equals(names.user())
                        && url.database().equals(names.name()));
    }

    /** The URL, if it leads to this number as this user. */
    public Optional<RedisUrl> redis(String written, String user, int number) {
        return redis(written, number).filter(url -> url.user().equals(user));
    }

    /** The URL, if it leads to this number, as whatever user: CodeB v7 made URLs without one. */
    public Optional<RedisUrl> redis(String written, int number) {
        return RedisUrl.parse(written)
                .filter(url -> url.host().equalsIgnoreCase(host) && url.port() == redisPort && url.number() == number);
    }

    /** A URL with a new password. */
    public DatabaseUrl fresh(ProjectEnvironment.Database names) {
        return new DatabaseUrl(names.user(), Passwords.make(), host, databasePort, names.name());
    }

    /** A URL with a new password. */
    public RedisUrl fresh(String user, int number) {
        return new RedisUrl(user, Passwords.make(), host, redisPort, number);
    }
}
