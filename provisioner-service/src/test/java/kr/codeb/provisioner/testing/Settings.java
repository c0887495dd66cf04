package kr.codeb.provisioner.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import kr.codeb.settings.ProvisionerConfig;

/** The provisioner's settings for tests: everything below one folder, base domain codeb.test. */
public final class Settings {

    private Settings() {}

    public static ProvisionerConfig below(String folder) {
        return with(folder, Map.of());
    }

    /** @param more settings by their whole names */
    public static ProvisionerConfig with(String folder, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "codeb.base-domain", "codeb.test",
                "codeb.paths.root", folder + "/codeb",
                "codeb.paths.sites", folder + "/caddy/sites",
                "codeb.paths.routes", folder + "/routes",
                "codeb.paths.caddyfile", folder + "/caddy/Caddyfile",
                "codeb.paths.caddy-logs", folder + "/logs",
                "codeb.app.address", "192.0.2.1",
                "codeb.storage.host", "db.codeb.test",
                "codeb.storage.postgres.password-file", folder + "/postgres",
                "codeb.storage.redis.password-file", folder + "/redis"));
        values.putAll(more);
        return new SmallRyeConfigBuilder()
                .withMapping(ProvisionerConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 1))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(ProvisionerConfig.class);
    }
}
