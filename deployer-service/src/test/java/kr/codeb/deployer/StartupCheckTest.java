package kr.codeb.deployer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import kr.codeb.settings.DeployerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupCheckTest {

    private static DeployerConfig config(Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(Map.of("codeb.base-domain", "codeb.kr"));
        settings.putAll(own);
        return new SmallRyeConfigBuilder()
                .withDefaultValue("smallrye.config.mapping.validate-unknown", "false")
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(DeployerConfig.class)
                .withConverter(Duration.class, 100, text -> Duration.parse("PT" + text))
                .build()
                .getConfigMapping(DeployerConfig.class);
    }

    @Test
    void startsWithDefaults() {
        assertDoesNotThrow(() -> new StartupCheck(config(Map.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "codeb.base-domain, not a domain, codeb.base-domain",
        "codeb.paths.root, relative, codeb.paths.root",
        "codeb.app.docker, docker -H tcp://10.0.0.1:2375, codeb.app.docker",
        "codeb.deploy.pull-seconds, 0, codeb.deploy.pull-seconds",
        "codeb.deploy.stop-seconds, -1, codeb.deploy.stop-seconds",
        "codeb.deploy.most-memory, plenty, codeb.deploy.most-memory",
        "codeb.app.caddy.admin, /run/caddy.sock, codeb.app.caddy.admin",
        "codeb.deploy.pids-limit, 1, codeb.deploy.pids-limit",
        "codeb.health.seconds, 0, codeb.health.seconds",
        "codeb.health.interval-seconds, 0, codeb.health.interval-seconds",
        "codeb.cleanup.drain-seconds, -1, codeb.cleanup.drain-seconds",
    })
    void namesASettingThatCannotWork(String setting, String value, String named) {
        DeployerConfig config = config(Map.of(setting, value));

        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> new StartupCheck(config));

        assertTrue(refusal.getMessage().startsWith(named), refusal.getMessage());
    }
}
