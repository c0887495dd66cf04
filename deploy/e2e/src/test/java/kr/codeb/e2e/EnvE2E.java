package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Environment variables: from {@code env_sync} to the process in the container, byte for byte. */
@ExtendWith(Projects.class)
class EnvE2E {

    private static Project shop;

    @BeforeAll
    static void initialiseAShop() {
        shop = Project.fresh();
        shop.init("database", true).call().ok();
    }

    /** A line of an env file and the value that Node's dotenv reads from it. */
    private static final Map<String, String> NASTY = nastyLines();

    private static Map<String, String> nastyLines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("PLAIN=value", "value");
        lines.put("EMPTY=", "");
        lines.put("DOUBLE=\"value\"", "value");
        lines.put("SINGLE='value'", "value");
        lines.put("INNER_SPACE=a b  c", "a b  c");
        lines.put("SPACES_AT_THE_ENDS='  a  '", "  a  ");
        lines.put("SPACES_ROUND = value", "value");
        lines.put("COMMENT=abc # note", "abc");
        lines.put("HASH=\"abc # d\"", "abc # d");
        lines.put("EQUALS=a=b==", "a=b==");
        lines.put("DOLLAR=pa$$wd", "pa$$wd");
        lines.put("NO_EXPANSION='x${HOME}y $(id) `id`'", "x${HOME}y $(id) `id`");
        lines.put("ESCAPED=\"a\\nb\"", "a\nb");
        lines.put("CARRIAGE=\"a\\rb\"", "a\rb");
        lines.put("NOT_ESCAPED='a\\nb'", "a\\nb");
        lines.put("TWO_LINES=\"line1\nline2\"", "line1\nline2");
        lines.put("TRAILING_LINE=\"a\\n\"", "a\n");
        lines.put(
                "KEY=\"-----BEGIN KEY-----\nabc+/=\n-----END KEY-----\n\"",
                "-----BEGIN KEY-----\nabc+/=\n-----END KEY-----\n");
        lines.put("JSON={\"a\": 1, \"b\": \"x y\"}", "{\"a\": 1, \"b\": \"x y\"}");
        lines.put("UNICODE=한글✓ 🚀", "한글✓ 🚀");
        lines.put("export EXPORTED=yes", "yes");
        lines.put("QUOTE_INSIDE=a\"b'c", "a\"b'c");
        lines.put("SHELL=; rm -rf / & | > < * ~ ! ?", "; rm -rf / & | > < * ~ ! ?");
        lines.put("TAB='a\tb'", "a\tb");
        lines.put("BACKSLASH='C:\\dir\\x'", "C:\\dir\\x");
        lines.put("URL=https://u:p@h/d?a=1&b=2%20", "https://u:p@h/d?a=1&b=2%20");
        lines.put("LONG=" + "x".repeat(70_000), "x".repeat(70_000));
        return lines;
    }

    @Test
    void whatNastyLinesMeanIsWhatTheProcessFinds() {
        Map<String, String> expected = new TreeMap<>();
        NASTY.forEach((line, value) -> expected.put(nameOf(line), value));
        String content = String.join("\n", NASTY.keySet()) + "\n";
        assertEquals(expected, Node.dotenv(content), "the table itself is what dotenv reads");
        shop.syncEnv(content).call().ok();
        shop.deploy("envdump:v1").call().ok();
        assertEquals(expected, only(expected, environmentOf(shop.preview(deployedSlot()))));
    }

    @Test
    void whatDotenvReadsOfARandomFileIsWhatTheProcessFinds() {
        long seed = Long.getLong("codeb.e2e.seed", System.nanoTime());
        String content = EnvLines.random(new Random(seed), 120);
        Map<String, String> expected = Node.dotenv(content);
        shop.syncEnv(content).call().ok();
        shop.deploy("envdump:v1").call().ok();
        assertEquals(expected, only(expected, environmentOf(shop.preview(deployedSlot()))), () -> "seed " + seed);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNotPartOfValues() {
        shop.syncEnv("\uFEFFFIRST=1\r\nSECOND='2'\r\n").call().ok();
        shop.deploy("envdump:v1").call().ok();
        Map<String, String> found = environmentOf(shop.preview(deployedSlot()));
        assertEquals("1", found.get("FIRST"));
        assertEquals("2", found.get("SECOND"));
    }

    @Test
    void mergingAddsAndOverwritesAndRemovesNothing() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        fresh.syncEnv("A=1\nB=2\n").call().ok();
        Answer answer = fresh.syncEnv("B=two\nC=3\nA=1\n").call().ok();
        assertEquals(1, answer.number("/variablesSet"), answer::toString);
        assertEquals(1, answer.number("/variablesUpdated"), answer::toString);
        assertEquals(0, answer.number("/variablesRemoved"), answer::toString);
        assertTrue(answer.number("/variablesUnchanged") >= 1, answer::toString);
        assertEquals("1", fresh.env("A"));
        assertEquals("two", fresh.env("B"));
        assertEquals("3", fresh.env("C"));
        assertEquals("production", fresh.env("NODE_ENV"));
        assertTrue(Text.of(fresh.envFile()).contains("# Project: "), "the comments of the file that was there");
        assertEquals(fresh.envFile().toString(), answer.text("/path"));
        assertFalse(answer.text("/backup").isEmpty(), answer::toString);
    }

    @Test
    void replacingMakesTheFileExactlyTheContent() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        fresh.syncEnv("A=1\nB=2\n").call().ok();
        Answer answer = fresh.tool("env_sync", "envContent", "B=2\nC=3\n", "merge", false)
                .call()
                .ok();
        assertTrue(answer.number("/variablesRemoved") >= 1, answer::toString);
        assertEquals(1, answer.number("/variablesSet"));
        assertEquals("", fresh.env("A"));
        assertEquals("2", fresh.env("B"));
        assertEquals("3", fresh.env("C"));
    }

    @Test
    void aLineThatCannotBeReadIsNamedAndNothingIsWritten() {
        byte[] before = Text.bytes(shop.envFile());
        Answer answer = shop.syncEnv("GOOD=1\nthis is no variable\n").call().refused(422, "ENV_INVALID");
        assertTrue(answer.error().contains("2"), answer::toString);
        assertEquals(2, answer.number("/details/line"), answer::toString);
        assertArrayEquals(before, Text.bytes(shop.envFile()));
    }

    @Test
    void whatCodebMadeIsProtected() {
        String url = shop.env("DATABASE_URL");
        Answer answer =
                shop.syncEnv("DATABASE_URL=postgresql://elsewhere/db\n").call().refused(422, "ENV_INVALID");
        assertTrue(answer.error().contains("DATABASE_URL"), answer::toString);
        shop.tool("env_sync", "envContent", "A=1\n", "merge", false).call().refused(422, "ENV_INVALID");
        assertEquals(url, shop.env("DATABASE_URL"));
        shop.syncEnv("DATABASE_URL=" + url + "\n").call().ok();
        assertEquals(url, shop.env("DATABASE_URL"));
    }

    @Test
    void anAdminMayOverrideWhatCodebMade() {
        Project fresh = Project.fresh();
        fresh.init("database", true).call().ok();
        Object[] override = {"envContent", "DATABASE_URL=postgresql://elsewhere/db\n", "overrideManaged", true};
        fresh.by(Codeb.as("member")).tool("env_sync", override).call().refused(403, "FORBIDDEN");
        fresh.tool("env_sync", override).call().ok();
        assertEquals("postgresql://elsewhere/db", fresh.env("DATABASE_URL"));
    }

    @Test
    void valuesAreMaskedAndOnlyAnAdminRevealsThem() {
        shop.syncEnv("TOKEN=a-very-secret-thing\n").call().ok();
        Answer masked = shop.by(Codeb.as("viewer")).tool("env_get").call().ok();
        assertFalse(masked.text("/variables/TOKEN").contains("secret"), masked::toString);
        assertTrue(masked.at("/variables").has("TOKEN"), masked::toString);
        shop.by(Codeb.as("member")).tool("env_get", "reveal", true).call().refused(403, "FORBIDDEN");
        Answer revealed = shop.by(Codeb.as("admin"))
                .tool("env_get", "reveal", true)
                .call()
                .ok();
        assertEquals("a-very-secret-thing", revealed.text("/variables/TOKEN"));
    }

    @Test
    void noLogAndNoRegistryFileTellsAValue() {
        String value = "zz" + Text.randomLetters(24);
        shop.syncEnv("TOKEN=" + value + "\n").call().ok();
        shop.syncEnv("TOKEN=" + value + "\nno variable: " + value + "\n").call().refused(422, "ENV_INVALID");
        shop.deploy("ok:v1").call().ok();
        Shell.Output found = Shell.run(
                "grep",
                "-rlF",
                "--",
                value,
                Sandbox.logs().toString(),
                Sandbox.registry().toString());
        assertEquals(List.of(), found.lines(), "files that tell a value");
    }

    @Test
    void aRunningContainerKeepsItsValuesAndTheNextDeployTakesTheNewOnes() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        fresh.syncEnv("COLOUR=red\n").call().ok();
        fresh.deploy("envdump:v1").call().ok();
        fresh.promote().call().ok();
        assertFalse(fresh.tool("env_get").call().ok().at("/pendingDeploy").asBoolean());
        fresh.syncEnv("COLOUR=green\n").call().ok();
        assertTrue(fresh.tool("env_get").call().ok().at("/pendingDeploy").asBoolean());
        assertEquals("red", environmentOf(fresh.site()).get("COLOUR"));

        fresh.deploy("envdump:v1").call().ok();
        fresh.promote().call().ok();
        assertEquals("green", environmentOf(fresh.site()).get("COLOUR"));

        fresh.rollback().call().ok();
        assertEquals("red", environmentOf(fresh.site()).get("COLOUR"), "rollback brings the old values back");
        fresh.promote().call().ok();
        fresh.container(fresh.state("blue").equals("grace") ? "blue" : "green").remove();
        fresh.rollback().call().ok();
        assertEquals("red", environmentOf(fresh.site()).get("COLOUR"), "also when its container is gone");
    }

    @Test
    void valuesOfVariablesAreTakenAsTheyAreAndNamesAreRemoved() {
        Map<String, String> values = new TreeMap<>(Map.of(
                "HASHED", "a # b",
                "QUOTED", "'x' \"y\" `z`",
                "LINES", "one\ntwo\n",
                "SPACED", "  ",
                "ESCAPED", "a\\nb",
                "DOLLARS", "$A ${B} $(id)",
                "NOTHING", ""));
        shop.syncEnv("OLD=1\nKEPT=2\n").call().ok();
        Answer answer = shop.tool("env_sync", "variables", values, "remove", List.of("OLD", "NEVER_THERE"))
                .call()
                .ok();
        assertEquals(1, answer.number("/variablesRemoved"), answer::toString);
        assertEquals(List.of("OLD"), names(answer.at("/removed")));
        assertEquals(List.of(), names(answer.at("/warnings")), answer::toString);
        shop.deploy("envdump:v1").call().ok();
        Map<String, String> found = environmentOf(shop.preview(deployedSlot()));
        assertEquals(values, only(values, found));
        assertEquals("2", found.get("KEPT"));
        assertFalse(found.containsKey("OLD"), found::toString);
    }

    @Test
    void bothFormsAtOnceAndNothingAtAllAreRefused() {
        byte[] before = Text.bytes(shop.envFile());
        shop.tool("env_sync", "variables", Map.of("A", "1"), "envContent", "B=2\n")
                .call()
                .refused(422, "ENV_INVALID");
        shop.tool("env_sync").call().refused(422, "ENV_INVALID");
        shop.tool("env_sync", "variables", Map.of("A", 1)).call().refused(400, "INVALID_PARAMS");
        shop.tool("env_sync", "variables", Map.of("NOT A NAME", "1")).call().refused(422, "ENV_INVALID");
        shop.tool("env_sync", "remove", List.of("DATABASE_URL")).call().refused(422, "ENV_INVALID");
        assertArrayEquals(before, Text.bytes(shop.envFile()));
    }

    @Test
    void whatMayNotBeMeantIsWarnedOf() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        fresh.syncEnv("GOING=1\n").call().ok();
        Answer answer = fresh.tool("env_sync", "envContent", "TOKEN=abc#def\nPORT=8080\n", "merge", false)
                .call()
                .ok();
        Map<String, String> warnings = new TreeMap<>();
        answer.at("/warnings")
                .forEach(warning -> warnings.put(
                        warning.path("name").asText(), warning.path("message").asText()));
        assertTrue(warnings.keySet().containsAll(List.of("TOKEN", "PORT", "GOING")), answer::toString);
        assertTrue(warnings.get("PORT").contains("3000"), answer::toString);
        assertFalse(warnings.toString().contains("abc"), "names and counts, never values");
    }

    @Test
    void aTextIsComparedWithTheVariablesAndNothingChanges() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        fresh.syncEnv("A=1\nB=2\nC=3\n").call().ok();
        byte[] before = Text.bytes(fresh.envFile());
        Answer answer = fresh.by(Codeb.as("viewer"))
                .tool("env_scan", "envContent", "A=1\nB='two'\nD=4\n")
                .call()
                .ok();
        Map<String, String> found = new TreeMap<>();
        answer.at("/differences")
                .forEach(one ->
                        found.put(one.path("key").asText(), one.path("status").asText()));
        assertEquals("same", found.get("A"), answer::toString);
        assertEquals("changed", found.get("B"), answer::toString);
        assertEquals("removed", found.get("C"), answer::toString);
        assertEquals("added", found.get("D"), answer::toString);
        assertFalse(answer.toString().contains("two"), "never values");
        assertArrayEquals(before, Text.bytes(fresh.envFile()));
        fresh.tool("env_scan", "envContent", "no variable\n").call().refused(422, "ENV_INVALID");
    }

    @Test
    void aBackupIsBroughtBackWithTodaysUrls() {
        Project fresh = Project.fresh();
        fresh.init("database", true).call().ok();
        String url = fresh.env("DATABASE_URL");
        fresh.syncEnv("COLOUR=red\n").call().ok();
        String backup = fresh.syncEnv("COLOUR=green\n").call().ok().text("/backup");
        assertTrue(names(fresh.tool("env_get").call().ok().at("/backups")).contains(backup), backup);

        fresh.by(Codeb.as("viewer"))
                .tool("env_restore", "backup", backup)
                .call()
                .refused(403, "FORBIDDEN");
        fresh.tool("env_restore", "backup", ".env.never").call().refused(404, "BACKUP_NOT_FOUND");
        Answer restored = fresh.tool("env_restore", "backup", backup).call().ok();
        assertEquals(backup, restored.text("/restoredFrom"));
        assertEquals("red", fresh.env("COLOUR"));
        assertEquals(url, fresh.env("DATABASE_URL"));

        fresh.tool("env_restore", "backup", "latest").call().ok();
        assertEquals("green", fresh.env("COLOUR"), "what was there before a restoration is a backup, too");
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void stagingHasAFileOfItsOwn() {
        Project fresh = Project.fresh();
        fresh.init().call().ok();
        fresh.staging().init().call().ok();
        fresh.staging().syncEnv("STAGE=yes\n").call().ok();
        assertEquals("", fresh.env("STAGE"));
        assertEquals("yes", fresh.staging().env("STAGE"));
        assertNotEquals(fresh.envFile(), fresh.staging().envFile());
        assertEquals("rw-------", Text.mode(fresh.staging().envFile()));
    }

    private static String nameOf(String line) {
        return line.replaceFirst("^export ", "").replaceFirst("(?s)\\s*=.*", "");
    }

    private static String deployedSlot() {
        return shop.state("blue").equals("deployed") ? "blue" : "green";
    }

    /** The environment of PID 1 in the container, as the image {@code envdump} shows it. */
    private static Map<String, String> environmentOf(Site site) {
        String raw = new String(site.get("/cgi-bin/environ").body(), StandardCharsets.UTF_8);
        return List.of(raw.split("\0")).stream()
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, two) -> two, TreeMap::new));
    }

    private static Map<String, String> only(Map<String, String> expected, Map<String, String> found) {
        return found.entrySet().stream()
                .filter(entry -> expected.containsKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, two) -> two, TreeMap::new));
    }
}
