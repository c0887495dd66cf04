package kr.codeb.gateway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.Blame;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts of {@code deploy/observability} speak of the page of figures as it really is. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class WatchingTest {

    private static final Path FOLDER = Path.of("..", "deploy", "observability");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? .*");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z]+)\\s*}}");
    /** What Prometheus itself tells of a scrape, and adds to each sample. */
    private static final String SCRAPED = "up";

    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    /** An expression, where it stands, and the labels that its texts show. */
    private record Use(String where, Expression expression, Set<String> shown) {}

    @Test
    void everyFigureAndLabelIsOnThePage() throws IOException {
        Map<String, Set<String>> page = page();
        List<String> wrong = new ArrayList<>();
        for (Use use : uses()) {
            Set<String> known = new TreeSet<>(OF_PROMETHEUS);
            for (String figure : use.expression.figures()) {
                if (page.containsKey(figure)) {
                    known.addAll(page.get(figure));
                } else if (!figure.equals(SCRAPED)) {
                    wrong.add("%s: no figure %s".formatted(use.where, figure));
                }
            }
            Set<String> labels = new TreeSet<>(use.expression.labels());
            labels.addAll(use.shown);
            labels.removeAll(known);
            labels.forEach(label -> wrong.add("%s: no label %s".formatted(use.where, label)));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyFigureOfThePageIsLookedAt() throws IOException {
        Set<String> unused = new TreeSet<>(page().keySet());
        for (Use use : uses()) {
            unused.removeAll(use.expression.figures());
        }
        assertEquals(Set.of(), unused);
    }

    @Test
    void theAlertOfFailuresNamesThoseThatNoCallerCanPutRight() throws IOException {
        Set<ErrorCode> named = Arrays.stream(expression("CodebOperationsFail")
                        .replaceAll("(?s).*outcome=~\"([^\"]*)\".*", "$1")
                        .split("\\|"))
                .map(ErrorCode::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ErrorCode.class)));
        Set<ErrorCode> ours = Arrays.stream(ErrorCode.values())
                .filter(code -> code.blame() == Blame.OURS || code.blame() == Blame.UNREACHABLE)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ErrorCode.class)));
        assertEquals(ours, named);
    }

    @Test
    void noOperationMayLastAsLongAsTheAlertWaits() throws IOException {
        JsonNode rule = rule("CodebOperationUnderWayTooLong");
        long minutes = Long.parseLong(rule.path("for").asText().replace("m", ""));
        for (OperationKind kind : OperationKind.values()) {
            assertTrue(kind.longest().toMinutes() < minutes, kind::wire);
        }
    }

    @Test
    void everyAlertSaysWhatIsWrongAndHasATest() throws IOException {
        String tests =
                YAML.readTree(FOLDER.resolve("codeb-alerts.test.yml").toFile()).toString();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText();
            for (String needed : List.of("/annotations/summary", "/annotations/description", "/labels/severity")) {
                assertTrue(!rule.at(needed).asText().isBlank(), name + needed);
            }
            assertTrue(tests.contains("\"alertname\":\"%s\",\"exp_alerts\"".formatted(name)), name + " is never seen");
        }
    }

    @Test
    void theJobIsCalledAsTheExpressionsSay() throws IOException {
        JsonNode job = YAML.readTree(FOLDER.resolve("prometheus.yml").toFile()).at("/scrape_configs/0");
        assertEquals("codeb", job.path("job_name").asText());
        assertEquals("/metrics", job.path("metrics_path").asText());
        assertTrue(job.at("/authorization/credentials").isMissingNode(), "the key is in a file of its own");
        for (Use use : uses()) {
            assertTrue(
                    use.expression.figures().stream().noneMatch(figure -> figure.matches("up|(jvm|process)_.*"))
                            || use.expression.labels().contains("job"),
                    use.where + " would show other programs, too");
        }
    }

    private static List<Use> uses() throws IOException {
        List<Use> uses = new ArrayList<>();
        for (JsonNode rule : rules()) {
            uses.add(use(
                    rule.path("alert").asText(),
                    rule.path("expr").asText(),
                    rule.path("annotations").toString()));
        }
        JsonNode dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("codeb-dashboard.json").toFile());
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                assertEquals("${datasource}", target.at("/datasource/uid").asText());
                uses.add(use(
                        panel.path("title").asText(),
                        target.path("expr").asText(),
                        target.path("legendFormat").asText()));
            }
        }
        assertTrue(uses.size() > 20, () -> "only " + uses.size());
        return uses;
    }

    private static Use use(String where, String expression, String text) {
        Set<String> shown = SHOWN.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Use(where, Expression.of(expression), shown);
    }

    private static JsonNode rules() throws IOException {
        return YAML.readTree(FOLDER.resolve("codeb-alerts.yml").toFile()).at("/groups/0/rules");
    }

    private static JsonNode rule(String name) throws IOException {
        for (JsonNode rule : rules()) {
            if (rule.path("alert").asText().equals(name)) {
                return rule;
            }
        }
        throw new AssertionError("no alert " + name);
    }

    private static String expression(String alert) throws IOException {
        return rule(alert).path("expr").asText();
    }

    /** The labels of each figure that the gateway prints. */
    private static Map<String, Set<String>> page() {
        String owner = Keys.ours(Role.OWNER);
        Doors.plain(owner, "slot_list", Map.of());
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : Doors.as(owner).get("/metrics").asString().split("\n")) {
            if (!line.startsWith("#")) {
                MatchResult sample = SAMPLE.matcher(line).results().findFirst().orElseThrow();
                Set<String> own = labels.computeIfAbsent(sample.group(1), first -> new TreeSet<>());
                LABEL.matcher(sample.group(2) == null ? "" : sample.group(2))
                        .results()
                        .forEach(label -> own.add(label.group(1)));
            }
        }
        return labels;
    }
}
