package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET /metrics}: what really ran is counted, also what failed, and nobody is named. */
@ExtendWith(Projects.class)
class MetricsE2E {

    private static final String MADE = "codeb_operation_seconds_count{kind=\"init\",outcome=\"OK\"}";
    private static final String UNPULLED = "codeb_operation_seconds_count{kind=\"deploy\",outcome=\"PULL_FAILED\"}";

    private final Codeb owner = Codeb.owner();

    @Test
    void operationsAreCountedByHowTheyEnded() {
        Project shop = Project.fresh();
        double made = figure(MADE);
        double unpulled = figure(UNPULLED);
        shop.init().call().ok();
        shop.deploy("nothing:here").call().refused(422, "PULL_FAILED");
        assertEquals(made + 1, figure(MADE));
        assertEquals(unpulled + 1, figure(UNPULLED));
        String page = owner.text("/metrics");
        for (String word : List.of(shop.name(), Sandbox.need("CODEB_API_KEY"), "key_", Sandbox.baseDomain())) {
            assertFalse(page.contains(word), "it names somebody");
        }
    }

    @Test
    void allServicesAreUpAndAMemberReadsNothing() {
        for (String service : List.of("gateway", "registry", "provisioner", "deployer")) {
            assertEquals(1, figure("codeb_service_up{service=\"%s\"}".formatted(service)), service);
        }
        assertTrue(figure("process_resident_memory_bytes") > 1_000_000);
        Codeb.as("member").get("/metrics").refused(403, "FORBIDDEN");
        Codeb.with(null).get("/metrics").refused(401, "UNAUTHENTICATED");
    }

    /** 0 when it is not there: nothing of it happened yet. */
    private double figure(String sample) {
        return owner.text("/metrics")
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
