package kr.codeb.provisioner.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import kr.codeb.operations.ssh.Ssh;
import kr.codeb.settings.HostsConfig;
import kr.codeb.settings.ProvisionerConfig;

/** The sandbox's servers, as the settings file tells that CODEB_SETTINGS names. */
public final class Sandbox {

    private static final String HOME = System.getenv("CODEB_SANDBOX_HOME");
    // The tests look at the App Server in ways that the services' key does not allow.
    private static final Map<String, String> OWN =
            Map.of("codeb.app.ssh.key-file", HOME + "/ssh/id_test", "CREDENTIALS_DIRECTORY", HOME + "/credentials");

    private final ProvisionerConfig config;
    private final Ssh app;
    private final Ssh storage;

    public Sandbox() throws IOException {
        SmallRyeConfig settings = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(ProvisionerConfig.class)
                .withMapping(HostsConfig.class)
                .withSources(new PropertiesConfigSource(
                        Path.of(System.getenv("CODEB_SETTINGS")).toUri().toURL()))
                .withSources(new PropertiesConfigSource(OWN, "the tests' own", 500))
                .withValidateUnknown(false)
                .build();
        config = settings.getConfigMapping(ProvisionerConfig.class);
        HostsConfig hosts = settings.getConfigMapping(HostsConfig.class);
        app = new Ssh("the app server", hosts.app().ssh());
        storage = new Ssh("the storage server", hosts.storage().ssh());
    }

    public ProvisionerConfig config() {
        return config;
    }

    public Ssh app() {
        return app;
    }

    public Ssh storage() {
        return storage;
    }

    public void close() {
        app.close();
        storage.close();
    }
}
