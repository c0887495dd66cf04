package kr.codeb.registry;

import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.registry.base.FileNames;
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

    RegistryHealth(DocumentStore store, OperationJournal operations) {
        this.store = store;
        this.operations = operations;
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
        store.damages()
                .forEach(damage ->
                        response.down().withData(String.valueOf(damage.details().get("file")), damage.getMessage()));
        if (operations.damage() != null) {
            response.down().withData("operations.jsonl", operations.damage().getMessage());
        }
        return response.build();
    }
}
