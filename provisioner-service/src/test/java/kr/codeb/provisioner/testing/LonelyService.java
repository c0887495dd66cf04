package kr.codeb.provisioner.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** Settings for a provisioner whose servers and neighbours are all down. */
public final class LonelyService implements QuarkusTestResourceLifecycleManager {

    public static final String CREDENTIAL = "c".repeat(40);
    private static final String NOBODY = "1";

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("provisioner");
            Map<String, String> settings = new HashMap<>();
            settings.put("codeb.internal.credential-file", secret(folder, "internal", CREDENTIAL));
            settings.put("codeb.paths.root", folder + "/codeb");
            settings.put("codeb.base-domain", "codeb.test");
            settings.put("codeb.app.address", "192.0.2.1");
            settings.put("codeb.storage.host", "127.0.0.1");
            settings.put("codeb.storage.postgres.port", NOBODY);
            settings.put("codeb.storage.redis.port", NOBODY);
            settings.put("codeb.storage.dns.server", "127.0.0.1:" + NOBODY);
            for (String server : new String[] {"postgres", "redis"}) {
                settings.put("codeb.storage." + server + ".password-file", secret(folder, server, "x"));
            }
            for (String host : new String[] {"app", "storage"}) {
                settings.put("codeb." + host + ".ssh.port", NOBODY);
                settings.put("codeb." + host + ".ssh.key-file", secret(folder, host, "no key"));
                settings.put("codeb." + host + ".ssh.known-hosts-file", secret(folder, host + "-known", "no host"));
            }
            settings.put("codeb.registry.url", "http://127.0.0.1:" + NOBODY);
            settings.put("quarkus.http.test-port", "0");
            return settings;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String secret(Path folder, String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    @Override
    public void stop() {}
}
