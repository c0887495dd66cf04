package kr.codeb.registry;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.key.ApiKeys;
import kr.codeb.registry.operation.OperationJournal;
import kr.codeb.registry.store.DocumentStore;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every file that was needed so far can be used. */
@Readiness
@Singleton
class RegistryHealth implements HealthCheck {

    private final DocumentStore store;
    private final OperationJournal operations;
    private final ApiKeys keys;

    RegistryHealth(DocumentStore store, OperationJournal operations, ApiKeys keys) {
        this.store = store;
        this.operations = operations;
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("registry files").up();
        for (String file : List.of(FileNames.SSOT, FileNames.REDIS, FileNames.KEYS)) {
            try {
                store.read(file);
            } catch (CodebException unusable) {
                response.down().withData(file, unusable.getMessage());
            }
        }
        Stream.concat(store.damages().stream(), damagedKeys().stream())
                .forEach(damage ->
                        response.down().withData(String.valueOf(damage.details().get("file")), damage.getMessage()));
        if (operations.damage() != null) {
            response.down().withData("operations.jsonl", operations.damage().getMessage());
        }
        return response.build();
    }

    private List<CodebException> damagedKeys() {
        try {
            return keys.damages();
        } catch (CodebException wholeFile) {
            return List.of();
        }
    }
}
