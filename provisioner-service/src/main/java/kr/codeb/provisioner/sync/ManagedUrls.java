package kr.codeb.provisioner.sync;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.redis.RedisUrl;

/** The URLs in an env file that CodeB made, known by the database and the number that the SSOT gives the project. */
record ManagedUrls(ProjectEnvironment settings) {

    private static final String DATABASE = "DATABASE_URL";
    private static final String REDIS = "REDIS_URL";

    /** Names of the variables that a change touches although they are CodeB's. */
    List<String> touchedBy(EnvChange change) {
        return Stream.of(DATABASE, REDIS)
                .filter(name -> isOurs(name, change.before()) && change.touches(name))
                .toList();
    }

    private boolean isOurs(String name, EnvFile file) {
        Optional<String> value = file.value(name);
        return name.equals(DATABASE)
                ? settings.database() != null
                        && value.flatMap(DatabaseUrl::parse)
                                .filter(url -> url.database()
                                                .equals(settings.database().name())
                                        && url.user().equals(settings.database().user()))
                                .isPresent()
                : settings.redis() != null
                        && value.flatMap(RedisUrl::parse)
                                .filter(url -> url.number() == settings.redis().db())
                                .isPresent();
    }
}
