package kr.codeb.deployer.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.testing.CodebSlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** codeb-slot's {@code diagnosis.jq} and {@link Diagnosis} say the same of what {@code examine.sh} prints. */
class DiagnosisScriptTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CheckedContainer CHECKED = new CheckedContainer(
            new SlotContainer("myapp", Environment.PRODUCTION, SlotName.GREEN),
            4103,
            new ProjectEnvironment(
                    new Ports(4102, 4103), null, null, null, null, 3000, "/health", "512m", "1", "api", 48),
            "myapp.codeb.kr",
            null);
    private static final String ENV =
            "DATABASE_URL=postgres://u:verysecret@db/x\nPIN=123\nMODE=production\nNAME=abcdef\nSHORT=abc\n";
    private static final String EXPORTS = "export LONG='first line of it\nsecond line'\n";

    @TempDir
    Path folder;

    private record Case(String text, HealthReport report) {}

    @Test
    void everyCaseIsToldInTheSameWords() throws Exception {
        List<Case> cases = cases();
        StringBuilder input = new StringBuilder();
        for (Case one : cases) {
            ObjectNode asked = JSON.createObjectNode()
                    .put("text", one.text())
                    .put("outcome", one.report().end());
            asked.set("probe", JSON.valueToTree(one.report().host()));
            input.append(asked).append('\n');
        }
        String then =
                " {port: 3000, healthPath: \"/health\", memory: \"512m\", host: \"myapp.codeb.kr\", seconds: 60} as $at"
                        + " | inputs | .outcome as $outcome | .probe as $probe | .text | diagnosis($at; $outcome; $probe)";
        List<String> said = CodebSlot.jq("diagnosis", then, Files.writeString(folder.resolve("cases"), input))
                .lines()
                .toList();
        assertEquals(cases.size(), said.size());
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            JsonNode ours = JSON.readTree(
                    JSON.writeValueAsString(Diagnosis.of(CHECKED, Examination.read(one.text()), one.report())));
            assertEquals(ours, JSON.readTree(said.get(i)), one.text());
            assertFalse(said.get(i).contains("verysecret"), said.get(i));
        }
    }

    @Test
    void aRefusedStartIsToldInTheSameWords() throws Exception {
        for (String words : List.of(
                "Minimum memory limit allowed is 6MB",
                "Bind for 127.0.0.1:4103 failed: port is already allocated",
                "listen tcp4 127.0.0.1:4103: bind: address already in use",
                "exec /app: exec format error")) {
            Path input = Files.writeString(folder.resolve("words"), JSON.writeValueAsString(words));
            assertEquals(
                    JSON.valueToTree(Diagnosis.refused(words)),
                    JSON.readTree(CodebSlot.jq("diagnosis", " inputs | refusal", input)));
        }
    }

    private static List<Case> cases() {
        String right = "LISTEN 0 511 0.0.0.0:3000 0.0.0.0:*\n";
        String anywhere = "LISTEN 0 511 *:3000 *:*\n";
        String inside = "LISTEN 0 511 127.0.0.1:3000 0.0.0.0:*\n";
        String insideSix = "LISTEN 0 511 [::1]:3000 [::]:*\n";
        String six = "LISTEN 0 511 [::]:3000 [::]:*\n";
        String mapped = "LISTEN 0 511 [::ffff:127.0.0.1]:3000 *:*\n";
        String wrong =
                "LISTEN 0 511 0.0.0.0:8080 0.0.0.0:*\nLISTEN 0 511 [::]:8080 [::]:*\nLISTEN 0 5 127.0.0.11:40001 0.0.0.0:*\n";
        String log =
                "using postgres://u:verysecret@db/x\npin 123 in production\nabcdef abc first line of it\n\nother://a:b@c\n"
                        + "x".repeat(1200) + "\n한국어 \"quoted\" \\ \t tab\n";
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("", report("gone", 0)));
        for (int exit : new int[] {0, 1, 126, 127, 137, 139, 143}) {
            cases.add(new Case(text("exited", exit, false, 0, "no", "", log), report("exited", 0)));
        }
        cases.add(new Case(text("exited", 137, true, 0, "no", "", log), report("exited", 0)));
        cases.add(new Case(text("restarting", 1, false, 4, "no", "", log), report("restarting", 0)));
        cases.add(
                new Case(text("exited", 1, false, 0, "no", "", "exec /app: exec format error\n"), report("exited", 0)));
        cases.add(new Case(text("running", 0, false, 0, "no", right, log), report("timeout", 500)));
        cases.add(new Case(text("running", 0, false, 0, "no", right, ""), report("timeout", 302)));
        for (String listening :
                List.of("", right, anywhere, inside, insideSix, six, mapped, wrong, right + inside, inside + six)) {
            for (String end : List.of("timeout", "misplaced", "other")) {
                cases.add(new Case(text("running", 0, false, 0, "no", listening, log), report(end, 0)));
                cases.add(new Case(text("running", 0, false, 0, "yes", listening, ""), report(end, 0)));
            }
        }
        return cases;
    }

    /** As examine.sh prints it. */
    private static String text(
            String status, int exit, boolean oom, int restarts, String http2, String listening, String log) {
        ObjectNode seen =
                JSON.createObjectNode().put("Id", "1").put("Name", "/x").put("RestartCount", restarts);
        seen.putObject("State")
                .put("Status", status)
                .put("ExitCode", exit)
                .put("OOMKilled", oom)
                .put("Error", "");
        seen.put("Image", "img").putObject("Labels").put("codeb.slot", "green");
        return encoded(ENV) + "\n" + encoded(EXPORTS) + "\n" + seen + "\n" + http2 + "\n" + listening + "\n" + log;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HealthReport report(String end, int status) {
        return new HealthReport(
                end,
                new Probe(CHECKED.url(), status, 3, status == 302 ? "https://myapp.codeb.kr/login" : null),
                null,
                null,
                Duration.ofSeconds(60));
    }
}
