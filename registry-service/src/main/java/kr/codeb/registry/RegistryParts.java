package kr.codeb.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.FileStore;
import kr.codeb.registry.file.Flock;
import kr.codeb.registry.file.FormatFile;
import kr.codeb.registry.file.RealDisk;
import kr.codeb.registry.ssot.TakenPorts;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Json;
import kr.codeb.settings.RegistryConfig;

/** Puts the parts that are not beans by themselves together. */
@Singleton
class RegistryParts {

    /** A registry that is being replaced may take that long to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Flock onlyOne;

    /** Two registries on one directory would each trust their own memory of the operations. */
    @Produces
    @Singleton
    @Startup
    RegistryDirectory directory(RegistryConfig config, Disk disk) throws IOException {
        Path path = StartupCheck.check(config);
        onlyOne = Flock.take(path.resolve(".instance"), PATIENCE)
                .orElseThrow(() -> new IllegalStateException(
                        "The registry does not start: another one works on %s (codeb.paths.root). Stop it first."
                                .formatted(path)));
        FormatFile.check(path, disk);
        return new RegistryDirectory(path);
    }

    void release(@Disposes RegistryDirectory directory) {
        onlyOne.close();
    }

    @Produces
    @Singleton
    Disk disk() {
        return new RealDisk();
    }

    @Produces
    @Singleton
    DocumentStore store(RegistryDirectory directory, Disk disk, TakenPorts takenPorts) {
        return new FileStore(directory.path(), disk, beginnings(), takenPorts);
    }

    void close(@Disposes DocumentStore store) {
        store.close();
    }

    /** What a file begins with when CodeB is new on a host. */
    static Map<String, ObjectNode> beginnings() {
        ObjectNode ssot = Json.object().put("version", "7.0");
        ssot.putObject("projects");
        ssot.putObject("ports").putObject("allocated");
        ObjectNode redis = Json.object();
        redis.putObject("used");
        redis.put("nextDb", 1);
        ObjectNode keys = Json.object();
        keys.putObject("keys");
        return Map.of(FileNames.SSOT, ssot, FileNames.REDIS, redis, FileNames.KEYS, keys);
    }
}
