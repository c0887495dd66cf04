package kr.codeb.gateway.metrics;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.operation.OperationFigures;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.neighbour.SystemHealth;
import kr.codeb.web.Concurrent;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** All figures on one page: calls as this gateway counted them, operations as the registry did, all services and this process. */
@Singleton
public class MetricsPage {

    public static final String TYPE = Exposition.TYPE;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String OPERATIONS = "codeb_operation_seconds";

    private final Figures figures;
    private final RegistryClient registry;
    private final SystemHealth health;

    MetricsPage(Figures figures, @RestClient RegistryClient registry, SystemHealth health) {
        this.figures = figures;
        this.registry = registry;
        this.health = health;
    }

    /** Within about two seconds; without the operations when the registry does not tell. */
    public String print() {
        Concurrent<Optional<OperationFigures>> asked = Concurrent.begin(() -> Optional.of(registry.figures()));
        Exposition page = new Exposition();
        figures.print(page);
        services(page);
        asked.by(System.nanoTime() + PATIENCE.toNanos(), Optional.empty()).ifPresent(told -> operations(page, told));
        ProcessFigures.print(page);
        return page.toString();
    }

    private void services(Exposition page) {
        page.family("codeb_service_up", "gauge", "Whether a service of CodeB's answers.");
        health.services()
                .forEach((name, part) ->
                        page.sample("codeb_service_up", SystemHealth.up(part) ? 1 : 0, "service", name));
    }

    private static void operations(Exposition page, OperationFigures told) {
        page.family("codeb_operations_open", "gauge", "Operations that have not ended.");
        told.open().forEach((kind, count) -> page.sample("codeb_operations_open", count, "kind", kind.wire()));
        page.family(
                OPERATIONS, "histogram", "Operations that ended since the registry started, and how long they took.");
        told.ended().forEach(ended -> histogram(page, ended));
    }

    private static void histogram(Exposition page, OperationFigures.Ended ended) {
        List<String> way = List.of("kind", ended.kind().wire(), "outcome", ended.outcome());
        long within = 0;
        for (int i = 0; i < ended.within().size(); i++) {
            within += ended.within().get(i);
            bucket(page, way, String.valueOf(OperationFigures.BOUNDS.get(i)), within);
        }
        bucket(page, way, "+Inf", ended.count());
        String[] labels = way.toArray(String[]::new);
        page.sample(OPERATIONS + "_sum", ended.seconds(), labels).sample(OPERATIONS + "_count", ended.count(), labels);
    }

    private static void bucket(Exposition page, List<String> way, String bound, long count) {
        page.sample(OPERATIONS + "_bucket", count, way.get(0), way.get(1), way.get(2), way.get(3), "le", bound);
    }
}
