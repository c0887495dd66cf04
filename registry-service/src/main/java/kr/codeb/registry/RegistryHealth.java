package kr.codeb.registry;

import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.registry.file.Store;
import kr.codeb.registry.operation.Operations;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every file that was needed so far can be used. */
@Readiness
@Singleton
class RegistryHealth implements HealthCheck {

    private final Store store;
    private final Operations operations;

    RegistryHealth(Store store, Operations operations) {
        this.store = store;
        this.operations = operations;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("registry files").up();
        for (String file : List.of(Names.SSOT, Names.REDIS, Names.KEYS)) {
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
