package kr.codeb.registry.hold;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.RegistryDirectory;

/** The places that were held, or asked for, since this process started. */
@Singleton
public class Places {

    private final Path registry;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    public Places(RegistryDirectory directory) {
        registry = directory.path();
    }

    Place of(Operation operation) {
        return of(operation.project(), operation.environment());
    }

    Place of(String project, Environment environment) {
        return named(project + "-" + environment);
    }

    /** @param name as its files are named, {@code myapp-production} */
    Place named(String name) {
        return places.computeIfAbsent(name, any -> new Place(registry, any));
    }

    Collection<Place> all() {
        return places.values();
    }
}
