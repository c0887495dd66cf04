package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What codeb-slot does, and how it gets on with the services: nobody can tell afterwards which of them it was. */
@ExtendWith(Projects.class)
class ScriptE2E {

    private static final List<String> SERVICES = List.of("gateway", "deployer", "provisioner", "registry");
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    @Test
    void withNoneOfTheServicesItDeploysAndMovesTrafficWithNoRequestLostAndTheyKnowItAfterwards() {
        Project shop = Project.fresh().running("app:v1");
        String deploy;
        String promote;
        Sandbox.stop(SERVICES);
        try (Load load = Load.everyKindOn(shop)) {
            deploy = Script.overSsh().deploy(shop, "app:v2").ok().operationId();
            shop.preview("blue").serves("v2");
            promote = Script.overSsh().promote(shop).ok().operationId();
            shop.site().serves("v2");
            load.lostNothing();
        } finally {
            Sandbox.start(SERVICES);
        }
        Answer status = shop.tool("slot_status").call().ok();
        assertEquals("blue", status.text("/activeSlot"));
        assertEquals("v2", status.text("/blue/version"));
        List<JsonNode> history = history(shop);
        assertEquals(
                List.of(promote, deploy),
                history.stream().map(one -> one.path("id").asText()).limit(2).toList());
        assertEquals("codeb-slot:root", history.getFirst().at("/by/id").asText());
        assertEquals("v2", history.get(1).path("version").asText());
        assertEquals("succeeded", shop.tool("history").call().ok().text("/operations/0/outcome"));
        Agreement.check(shop);
        shop.rollback().call().ok();
        shop.site().serves("v1");
        Agreement.check(shop);
    }

    @Test
    void itsContainerAndItsAnswersAreTheServices() {
        Project shop = Project.fresh().running("ok:v1");
        Answer byApi = shop.deploy("ok:v2").call().ok();
        JsonNode container = comparable(shop.container("blue"));
        JsonNode slots = withoutWhoAndWhen(shop.slots());
        List<String> layout = layout(shop);
        Script.Said byScript = Script.onTheHost().deploy(shop, "ok:v2").ok();
        Agreement.check(shop);
        assertEquals(container, comparable(shop.container("blue")));
        assertEquals(slots, withoutWhoAndWhen(shop.slots()));
        assertEquals(layout, layout(shop));
        assertEquals(byApi.stepNames(), stepNames(byScript.body()));
        assertEquals(
                names(byApi.body()),
                names(byScript.body()).stream()
                        .filter(name -> !name.equals("replaced"))
                        .toList());
        assertEquals(byApi.text("/previewUrl"), byScript.text("/previewUrl"));
        assertEquals("deployed", byScript.text("/replaced/state"));
        assertEquals(
                names(shop.promote().call().ok().body()),
                names(Script.onTheHost().promote(deployedAgain(shop)).ok().body()));
        assertEquals(
                names(shop.tool("rollback", "reason", "x").call().ok().body()),
                names(rolledBackAgain(shop).body()));
    }

    private static Project deployedAgain(Project shop) {
        Script.onTheHost().deploy(shop, "ok:v3").ok();
        return shop;
    }

    private static Script.Said rolledBackAgain(Project shop) {
        shop.promote().call().ok();
        return Script.overSsh().rollback(shop, "--reason", "two words").ok();
    }

    @Test
    void apiAndScriptTakeTurns() {
        Project shop = Project.fresh();
        shop.init("database", true, "redis", true).call().ok();
        shop.deploy("ok:v1").call().ok();
        Script.overSsh().promote(shop).ok();
        Script.onTheHost().deploy(shop, "ok:v2").ok();
        Agreement.check(shop);
        shop.promote().call().ok();
        shop.site().serves("v2");
        shop.deploy("ok:v3").call().ok();
        Agreement.check(shop);
        Script.overSsh().promote(shop).ok();
        shop.site().serves("v3");
        Script.Said back =
                Script.overSsh().rollback(shop, "--reason", "too", "slow").ok();
        assertEquals("too slow", back.text("/reason"));
        shop.site().serves("v2");
        Agreement.check(shop);
        shop.container(slotIn(shop, "deployed")).remove();
        shop.cleanup().call().ok();
        Script.onTheHost().deploy(shop, "ok:v1").ok();
        Script.onTheHost().promote(shop).ok();
        shop.container(slotIn(shop, "grace")).remove();
        Script.onTheHost().rollback(shop).ok();
        shop.site().serves("v2");
        Agreement.check(shop);
        Script.Said cleaned = Script.onTheHost().run(shop, "cleanup", "--force").ok();
        assertEquals(1, cleaned.body().path("cleaned").size());
        Agreement.check(shop);
        assertEquals(
                "too slow",
                history(shop).stream()
                        .filter(one -> one.path("id").asText().equals(back.operationId()))
                        .findFirst()
                        .orElseThrow()
                        .path("reason")
                        .asText());
    }

    @Test
    void oneKeepsTheOtherOut() {
        Project shop = Project.fresh().running("ok:v1");
        var script = Script.onTheHost().later(shop, "deploy", "--image", Sandbox.image("slow:v1"));
        Wait.until(
                "it works",
                Duration.ofSeconds(20),
                () -> shop.tool("slot_status").call().ok().body().has("operation"));
        Answer refused = shop.promote().call().refused(409, "OPERATION_IN_PROGRESS");
        Script.Said alsoRefused = Script.overSsh().promote(shop).refused(75, "OPERATION_IN_PROGRESS");
        String first = script.join().ok().operationId();
        assertEquals(first, refused.text("/details/operationId"));
        assertEquals(first, alsoRefused.text("/details/operationId"));
        assertEquals("codeb-slot:root", refused.text("/details/holder"));

        var service = shop.deploy("slow:v1").later();
        Wait.until(
                "it works",
                Duration.ofSeconds(20),
                () -> shop.tool("slot_status").call().ok().body().has("operation"));
        Script.Said met = Script.onTheHost().promote(shop);
        Answer second = service.join().ok();
        met.refused(75, "OPERATION_IN_PROGRESS");
        assertEquals(second.operationId(), met.text("/details/operationId"));
        assertEquals("deploy", met.text("/details/kind"));
        Agreement.check(shop);
    }

    @Test
    void aFailingDeployLeavesNothingAndSaysWhyInTheServicesWords() {
        Project shop = Project.fresh().running("ok:v1");
        shop.deploy("ok:v2").call().ok();
        shop.promote().call().ok();
        String grace = shop.container("green").id();
        for (String image : List.of("crash:v1", "loopback:v1", "sick:never-pushed")) {
            Answer byApi = shop.deploy(image).call();
            Script.Said byScript = Script.onTheHost().deploy(shop, image);
            assertEquals(byApi.code(), byScript.text("/code"));
            assertEquals(byApi.error(), byScript.text("/error"));
            assertEquals(diagnosis(byApi.body()), diagnosis(byScript.body()));
            assertEquals(statuses(byApi.body()), statuses(byScript.body()));
            assertEquals(grace, shop.container("green").id());
            assertEquals("grace", shop.state("green"));
            Agreement.check(shop);
        }
    }

    @Test
    void itRefusesWhatTheServicesRefuse() {
        Project shop = Project.fresh();
        shop.init().call().ok();
        same(shop.promote().call(), Script.onTheHost().promote(shop));
        same(shop.rollback().call(), Script.onTheHost().rollback(shop));
        for (String image : List.of("evil.example.com/x:1", "UPPER/lower", "a b", "x:")) {
            same(
                    shop.tool("deploy_project", "image", image).call(),
                    Script.onTheHost().run(shop, "deploy", "--image", image));
        }
        Project nobodys = Project.named("nobodys-project");
        Script.onTheHost().promote(nobodys).refused(1, "PROJECT_NOT_FOUND");
        Script.onTheHost().promote(shop.staging()).refused(1, "PROJECT_NOT_FOUND");
        same(Project.named("Bad--Name").promote().call(), Script.onTheHost().promote(Project.named("Bad--Name")));
        shop.deploy("ok:v1").call().ok();
        same(
                shop.tool("slot_promote", "expectedVersion", "v9").call(),
                Script.onTheHost().run(shop, "promote", "--version", "v9"));
        assertEquals(
                shop.tool("slot_status").call().ok().at("/green"),
                Script.overSsh().run(shop, "status").ok().body().path("green"));
        Agreement.check(shop);
    }

    private static void same(Answer api, Script.Said script) {
        assertEquals(api.code(), script.text("/code"), script::toString);
        assertEquals(api.error(), script.text("/error"));
        assertEquals(api.at("/details"), script.body().at("/details"));
        assertNotEquals(0, script.exit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "bash -c id",
                "codeb-slot status --project x; id",
                "codeb-slot status --project $(id)",
                "codeb-slot status --project `id`",
                "codeb-slot status --project x\nid",
                "codeb-slot ssh",
                "codeb-slot afterwards --project x",
                "codeb-slot-other",
                "sftp"
            })
    void theKeyRunsNothingElse(String command) {
        Shell.Output output =
                Shell.run(Stream.concat(Script.ssh(), Stream.of(command)).toArray(String[]::new));
        assertNotEquals(0, output.exit());
        assertFalse(output.out().contains("uid="), output::toString);
        assertEquals("INVALID_REQUEST", Text.json(output.out()).path("code").asText(), output::toString);
    }

    @Test
    void theKeyHasNoShellNoTerminalAndNoForwarding() {
        List<String> words = Script.ssh().toList();
        assertNotEquals(0, Shell.run(words.toArray(String[]::new)).exit(), "no command");
        String address = Sandbox.appHost() + ":" + Sandbox.httpsPort();
        Shell.Output forwarded = Shell.run(Stream.concat(
                        Stream.of(words.getFirst(), "-W", address),
                        words.stream().skip(1))
                .toArray(String[]::new));
        assertNotEquals(0, forwarded.exit());
        assertTrue(forwarded.err().contains("prohibited") || forwarded.err().contains("refused"), forwarded::toString);
        Shell.Output copied = Shell.run(Stream.concat(
                        Stream.of(words.getFirst(), "-s"),
                        Stream.concat(words.stream().skip(1), Stream.of("sftp")))
                .toArray(String[]::new));
        assertNotEquals(0, copied.exit());
    }

    /** Each of these is struck and taken back, or finished, by the one after it. */
    @Test
    void whatAKilledOneLeftTheNextOneTakesUp() {
        Project shop = Project.fresh().running("ok:v1");
        shop.deploy("ok:v2").call().ok();
        shop.promote().call().ok();
        Mortal mortal = new Mortal();
        String grace = shop.container("green").id();
        // Otherwise the deployer would take it up.
        Sandbox.stop("deployer");
        try {
            mortal.points("deploy")
                    .forEach(point -> mortal.strike(point, shop, "deploy", "--image", Sandbox.image("ok:v3")));
            Script.onTheHost().deploy(shop, "crash:v1").refused(1, "UNHEALTHY");
            if (!mortal.points("deploy").contains("end update_registry")) {
                assertEquals(grace, shop.container("green").id(), "the very container that a rollback needs");
            }
            Agreement.check(shop);
            Script.onTheHost().deploy(shop, "ok:v3").ok();
            mortal.points("promote").forEach(point -> mortal.strike(point, shop, "promote"));
            Script.onTheHost().deploy(shop, "ok:v1").ok();
            Agreement.check(shop);
        } finally {
            Sandbox.start("deployer");
        }
        assertEquals(List.of(), unended(shop));
    }

    @Test
    void whatAKilledOneLeftTheServicesTakeUp() {
        Project shop = Project.fresh().running("ok:v1");
        Mortal mortal = new Mortal();
        for (String point : List.of("end create_container", "end start_container", "end update_registry")) {
            mortal.strike(point, shop, "deploy", "--image", Sandbox.image("ok:v2"));
            Wait.until("it was taken up", RECOVERY, () -> unended(shop).isEmpty());
            Agreement.check(shop);
        }
        assertEquals("deployed", shop.state("blue"), "the last one had happened");
        mortal.strike("end switch_traffic", shop, "promote");
        // Nobody waits for anybody: the same call made again succeeds once the recovery is through.
        Wait.until("it was taken up", RECOVERY, () -> unended(shop).isEmpty());
        Agreement.check(shop);
        shop.promote().call().ok();
        shop.site().serves("v2");
        Agreement.check(shop);
    }

    private static List<String> unended(Project project) {
        return history(project).stream()
                .filter(one -> List.of("running", "pending")
                        .contains(one.path("outcome").asText()))
                .map(one -> one.path("id").asText())
                .toList();
    }

    private static String slotIn(Project project, String state) {
        return project.state("blue").equals(state) ? "blue" : "green";
    }

    private static List<JsonNode> history(Project project) {
        return project.tool("history", "limit", 50)
                .call()
                .ok()
                .at("/operations")
                .valueStream()
                .toList();
    }

    /** The order of its lines and members, which is the registry's. */
    private static List<String> layout(Project project) {
        return Text.of(project.slotFile())
                .replaceAll("(?<=: ?)\"[^\"]*\"|[0-9]+", "_")
                .lines()
                .toList();
    }

    private static JsonNode comparable(Container container) {
        ObjectNode all = container.inspect().deepCopy();
        all.retain("HostConfig", "Config", "Mounts", "Path", "Args", "Driver", "MountLabel");
        ((ObjectNode) all.at("/Config")).remove("Hostname");
        ((ObjectNode) all.at("/Config/Labels")).remove("codeb.operation");
        return all;
    }

    private static JsonNode withoutWhoAndWhen(JsonNode slots) {
        ObjectNode all = slots.deepCopy();
        all.remove(List.of("lastUpdated", "lastEvent"));
        ((ObjectNode) all.path("blue")).remove(List.of("deployedAt", "deployedBy", "operationId"));
        return all;
    }

    private static JsonNode diagnosis(JsonNode body) {
        if (!(body.at("/details/diagnosis") instanceof ObjectNode diagnosis)) {
            return body.path("details");
        }
        ObjectNode all = diagnosis.deepCopy();
        if (all.path("probe") instanceof ObjectNode probe) {
            probe.remove("latency");
        }
        return all;
    }

    private static List<String> statuses(JsonNode body) {
        return body.path("steps")
                .valueStream()
                .map(step ->
                        step.path("name").asText() + " " + step.path("status").asText())
                .toList();
    }

    private static List<String> stepNames(JsonNode body) {
        return body.path("steps")
                .valueStream()
                .map(step -> step.path("name").asText())
                .toList();
    }

    private static List<String> names(JsonNode body) {
        return body.propertyStream().map(Map.Entry::getKey).toList();
    }
}
