package kr.codeb.registry.hold;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.RegistryDirectory;

/** The environments that were held, or asked for, since this process started. */
@Singleton
public class EnvironmentLocks {

    private final Path registry;
    private final Map<String, EnvironmentLock> locks = new ConcurrentHashMap<>();

    public EnvironmentLocks(RegistryDirectory directory) {
        registry = directory.path();
    }

    EnvironmentLock of(Operation operation) {
        return of(operation.project(), operation.environment());
    }

    EnvironmentLock of(String project, Environment environment) {
        return named(project + "-" + environment);
    }

    /** @param name as its files are named, {@code myapp-production} */
    EnvironmentLock named(String name) {
        return locks.computeIfAbsent(name, any -> new EnvironmentLock(registry, any));
    }

    Collection<EnvironmentLock> all() {
        return locks.values();
    }
}
