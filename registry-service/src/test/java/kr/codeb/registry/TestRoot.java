package kr.codeb.registry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** A temporary directory and a credential for a service under test. */
public class TestRoot implements QuarkusTestResourceLifecycleManager {

    public static final String CREDENTIAL = "a credential that is long enough to be accepted";

    private Path root;

    static Path registry() {
        return Path.of(ConfigProvider.getConfig().getValue("codeb.paths.root", String.class))
                .resolve("registry");
    }

    @Override
    public Map<String, String> start() {
        try {
            root = Files.createTempDirectory("registry-test");
            Path credential = Files.writeString(Files.createTempFile(root, "credential", ""), CREDENTIAL);
            return Map.of(
                    "codeb.paths.root", root.toString(),
                    "codeb.internal.credential-file", credential.toString(),
                    "codeb.storage.host", "a setting of another service");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        try (var files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
