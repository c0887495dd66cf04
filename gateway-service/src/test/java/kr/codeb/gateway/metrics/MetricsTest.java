package kr.codeb.gateway.metrics;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** The figures are Prometheus' language, count each call once, name nobody, and are for admins only. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class MetricsTest {

    private static final String OWNER = Keys.ours(Role.OWNER);
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(?:\\{((?:[a-z]+=\"[^\"\\\\\n]*\",?)*)})? (-?[0-9.]+(?:E-?[0-9]+)?)");

    @Test
    void onlyAnAdminReadsThem() {
        assertEquals(200, Doors.as(Keys.ours(Role.ADMIN)).get("/metrics").statusCode());
        assertEquals(403, Doors.as(Keys.ours(Role.MEMBER)).get("/metrics").statusCode());
        assertEquals(401, given().get("/metrics").statusCode());
        assertEquals(401, given().get("/metrics/").statusCode());
    }

    @Test
    void eachCallIsCountedOnceByToolOutcomeAndStatus() {
        String ok = "codeb_calls_total{tool=\"slot_list\",outcome=\"OK\",status=\"200\"}";
        String refused = "codeb_calls_total{tool=\"env_sync\",outcome=\"FORBIDDEN\",status=\"403\"}";
        String begun = "codeb_calls_total{tool=\"deploy_project\",outcome=\"BEGUN\",status=\"202\"}";
        String unknown = "codeb_calls_total{tool=\"unknown\",outcome=\"UNKNOWN_TOOL\",status=\"404\"}";
        Map<String, Double> before = samples();
        Doors.plain(OWNER, "slot_list", Map.of());
        Doors.plain(Keys.ours(Role.VIEWER), "env_sync", Map.of("projectName", "shop", "envContent", "A=1"));
        Doors.plain(OWNER, "deploy", Map.of("projectName", "shop", "image", "ghcr.io/org/shop:v8"));
        Doors.plain(OWNER, "a-name-that-a-caller-invented", Map.of());
        Map<String, Double> after = samples();
        for (String sample : List.of(ok, refused, begun, unknown)) {
            assertEquals(before.getOrDefault(sample, 0.0) + 1, after.get(sample), sample);
        }
    }

    @Test
    void nothingOfACallerIsALabel() {
        Doors.plain(OWNER, "invented\"\n", Map.of("projectName", "shop"));
        Doors.plain(OWNER, "slot_status", Map.of("projectName", "shop"));
        String page = page().asString();
        for (String word : List.of("invented", "shop", "ours", "key_")) {
            assertFalse(page.contains(word), word);
        }
    }

    @Test
    void operationsAreAHistogramThatOnlyGrows() {
        Map<String, Double> samples = samples();
        String way = "{kind=\"deploy\",outcome=\"OK\"";
        List<Double> buckets = Stream.of("1", "2", "5", "10", "1800", "+Inf")
                .map(bound -> samples.get("codeb_operation_seconds_bucket" + way + ",le=\"" + bound + "\"}"))
                .toList();
        assertEquals(List.of(1.0, 1.0, 3.0, 3.0, 3.0, 4.0), buckets);
        assertEquals(4.0, samples.get("codeb_operation_seconds_count" + way + "}"));
        assertEquals(2000.5, samples.get("codeb_operation_seconds_sum" + way + "}"));
        assertEquals(1.0, samples.get("codeb_operations_open{kind=\"promote\"}"));
    }

    @Test
    void servicesAndTheMachineAreThere() {
        Map<String, Double> samples = samples();
        for (String service : List.of("gateway", "registry", "provisioner", "deployer")) {
            assertEquals(1.0, samples.get("codeb_service_up{service=\"%s\"}".formatted(service)), service);
        }
        for (String figure : List.of(
                "process_resident_memory_bytes",
                "process_start_time_seconds",
                "jvm_memory_used_bytes{area=\"heap\"}",
                "jvm_threads_current")) {
            assertTrue(samples.get(figure) > 0, figure);
        }
    }

    @Test
    void everyLineIsPrometheusLanguage() {
        Doors.plain(OWNER, "slot_list", Map.of());
        Response page = page();
        assertEquals(
                "text/plain;version=0.0.4;charset=utf-8",
                page.contentType().replace(" ", "").toLowerCase());
        Set<String> families = new TreeSet<>();
        String family = "";
        for (String line : page.asString().split("\n")) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ")[2];
                assertTrue(families.add(family), "told twice: " + family);
            } else if (!line.startsWith("# HELP ")) {
                assertTrue(SAMPLE.matcher(line).matches(), line);
                assertTrue(line.startsWith(family), line + " is of no family");
            }
        }
        assertTrue(page.asString().endsWith("\n"));
    }

    @Test
    void timesAddUp() {
        Figures own = new Figures();
        own.called("logs", "OK", 200, Duration.ofMillis(1500));
        own.called("logs", "OK", 200, Duration.ofMillis(1500));
        Exposition page = new Exposition();
        own.print(page);
        assertTrue(page.toString().contains("codeb_call_seconds_sum{tool=\"logs\"} 3.0\n"), page::toString);
        assertTrue(page.toString().contains("codeb_call_seconds_count{tool=\"logs\"} 2\n"), page::toString);
    }

    private static Response page() {
        Response page = Doors.as(OWNER).get("/metrics");
        assertEquals(200, page.statusCode(), page::asString);
        return page;
    }

    /** Each sample's value by its name and labels; no sample comes twice. */
    private static Map<String, Double> samples() {
        Map<String, Double> samples = new LinkedHashMap<>();
        for (String line : page().asString().split("\n")) {
            if (!line.startsWith("#")) {
                MatchResult parts = SAMPLE.matcher(line).results().findFirst().orElseThrow();
                String name = parts.group(1) + (parts.group(2) == null ? "" : "{" + parts.group(2) + "}");
                assertEquals(null, samples.put(name, Double.parseDouble(parts.group(3))), line);
            }
        }
        return samples;
    }
}
