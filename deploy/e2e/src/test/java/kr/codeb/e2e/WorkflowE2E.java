package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that a repository gets: GitHub's own parser reads them, and their steps do what they say, run as GitHub's runner would. */
@ExtendWith(Projects.class)
class WorkflowE2E {

    private static final List<String> TYPES = List.of("nextjs", "remix", "nodejs", "python", "go", "docker");
    private static final List<String> DEPLOY_TYPES = List.of("api", "ssh", "self-hosted");
    private static final String STAND_INS = "src/test/resources/stand-ins.sh";

    private static Project shop;

    @BeforeAll
    static void makeProject() {
        Shell.run("bash", STAND_INS, "make").ok();
        shop = Project.fresh();
        shop.init("type", "nodejs").call().ok();
        shop.staging().init().call().ok();
    }

    @AfterAll
    static void removeStandIns() {
        Shell.run("bash", STAND_INS, "remove").ok();
    }

    @Test
    void githubAndShellcheckHaveNothingAgainstAnyFile() throws IOException {
        Map<String, String> workflows = new HashMap<>();
        for (String type : TYPES) {
            for (String deployType : DEPLOY_TYPES) {
                for (Project place : List.of(shop, shop.staging())) {
                    Map<String, String> files = files(place, type, deployType);
                    String path = ".github/workflows/deploy-%s.yml".formatted(place.environment());
                    workflows.put("%s-%s-%s".formatted(type, deployType, place.environment()), files.get(path));
                    assertTrue(files.get("Dockerfile").contains("\nUSER "), files.get("Dockerfile"));
                }
            }
        }
        JsonNode checked = check(workflows);

        assertEquals(36, checked.path("files").asInt());
        assertEquals(0, checked.path("complaints").size(), checked.path("complaints")::toPrettyString);
        assertEquals(5, checked.path("scripts").size(), "one script for each thing to do");
        for (JsonNode script : checked.path("scripts")) {
            Path file = Files.writeString(Files.createTempFile("codeb", ".sh"), script.asText());
            Shell.run("shellcheck", "--shell=bash", "--severity=warning", "--exclude=SC2024", file.toString())
                    .ok();
            Files.delete(file);
        }
    }

    @Test
    void aFileThatGithubWouldNotTakeIsFound() throws IOException {
        String file = workflow(files(shop, "nodejs", "api"));

        JsonNode checked = check(Map.of("odd", file.replace("queue: max", "queue: most")));

        assertEquals(1, checked.path("complaints").size(), checked::toPrettyString);
    }

    @Test
    void initAnswersWithTheSameFileAndWhatToSetUp() {
        Answer again = shop.init().call().ok();

        assertEquals(workflow(files(shop, "nodejs", "api")), again.text("/workflow"));
        assertTrue(again.at("/setup").toString().contains("read:packages"), again::toString);
    }

    /** Deployed by a push, looked at, promoted by hand; the next one goes live by itself as the file says; then back. */
    @ParameterizedTest
    @ValueSource(strings = {"api", "ssh", "self-hosted"})
    void theMainJob(String deployType) {
        Project shop = project();
        Repository repository = repository(shop, deployType);

        WorkflowRun first =
                repository.push("one", "1".repeat(40)).job("deploy", "success").job("live", "skipped");
        shop.preview("green").serves("one");
        String digest = shop.slots().at("/green/digest").asText();
        for (String told : List.of(
                "| Version | " + "1".repeat(12) + " |",
                "| Preview | https://%s-green.preview.".formatted(shop.name()),
                "| Digest | " + digest + " |",
                "| pull_image | success |",
                "`gh workflow run deploy-production.yml --ref main -f action=rollback`")) {
            assertTrue(first.summary().contains(told), () -> told + " is not in " + first.summary());
        }

        repository.dispatch("promote").job("deploy", "skipped").job("live", "success");
        shop.site().serves("one");

        WorkflowRun second = repository
                .with("promote: false", "promote: true")
                .push("two", "2".repeat(40))
                .job("deploy", "success")
                .job("live", "success");
        shop.site().serves("two");
        assertEquals("production", second.text("/jobs/live/environment/name"));
        assertTrue(second.text("/jobs/live/environment/url").contains(shop.domain()), second::toString);

        WorkflowRun back =
                repository.dispatch("rollback").job("deploy", "skipped").job("live", "success");
        shop.site().serves("one");
        assertTrue(back.summary().contains("| Version | " + "1".repeat(12) + " |"), back.summary());
        Agreement.check(shop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api"})
    void aDeployThatFailsFailsTheJobInTheServersWords(String deployType) {
        Project shop = project();
        Repository repository = repository(shop, deployType);

        WorkflowRun run =
                repository.push("crash", "3".repeat(40)).job("deploy", "failure").job("live", "skipped");

        Answer told = shop.tool("history", "limit", 1).call().ok();
        assertEquals("failed", told.text("/operations/0/outcome"), told::toString);
        assertEquals(1, run.errors().size(), run::toString);
        assertTrue(run.errors().getFirst().startsWith("UNHEALTHY: "), run.errors()::toString);
        assertTrue(run.summary().contains("I cannot start: the word is crash"), run.summary());
        assertEquals("empty", shop.state("green"));

        WorkflowRun refused = repository.dispatch("promote").job("live", "failure");
        assertTrue(refused.errors().getFirst().startsWith("SLOT_NOT_DEPLOYED: "), refused.errors()::toString);
    }

    /** A job's log shows the steps as they come, and a call whose connection breaks is not made twice. */
    @Test
    void theStepsAreShownAlsoWhenTheGatewayIsStartedAnewMeanwhile() {
        Project shop = project();
        CompletableFuture<WorkflowRun> pushed =
                CompletableFuture.supplyAsync(() -> repository(shop, "api").push("slow", "4".repeat(40)));
        Wait.until("the new version is started", Duration.ofMinutes(3), () -> shop.container("green").exists());
        Sandbox.restart("gateway");

        WorkflowRun run = pushed.join().job("deploy", "success");

        assertTrue(run.log("deploy").contains("health_check: success in "), run.log("deploy"));
        assertEquals(
                1,
                shop.tool("history")
                        .call()
                        .ok()
                        .at("/operations")
                        .valueStream()
                        .filter(operation -> operation.path("kind").asText().equals("deploy"))
                        .count());
    }

    @Test
    void anotherServersHostKeyIsRefusedBeforeAnythingIsSaid() {
        DeployAccount account = DeployAccount.ofSandbox();
        Repository repository = new Repository(
                shop,
                files(shop, "nodejs", "ssh"),
                Map.of(
                        "CODEB_SSH_HOST", account.host(),
                        "CODEB_SSH_KNOWN_HOSTS", account.knownHosts().replaceAll("AAAA[A-Za-z0-9+/=]*", "AAAA")),
                Map.of("CODEB_SSH_KEY", account.key()));

        WorkflowRun run = repository.dispatch("rollback").job("live", "failure");

        assertTrue(run.log("live").contains("Host key verification failed"), run.log("live"));
    }

    @Test
    void whatIsNotSetUpIsNamed() {
        Repository repository = new Repository(shop, files(shop, "nodejs", "api"), Map.of(), Map.of());

        WorkflowRun run = repository.dispatch("rollback").job("live", "failure");

        assertTrue(run.errors().getFirst().contains("CODEB_URL"), run.errors()::toString);
    }

    @Test
    void aWrongKeyIsToldAsTheServerSaysIt() {
        Repository repository = new Repository(
                shop,
                files(shop, "nodejs", "api"),
                Map.of("CODEB_URL", Sandbox.gateway()),
                Map.of("CODEB_API_KEY", "codeb_default_member_wrong"));

        WorkflowRun run = repository.dispatch("rollback").job("live", "failure");

        assertTrue(run.errors().getFirst().startsWith("UNAUTHENTICATED: "), run.errors()::toString);
    }

    private static Project project() {
        Project project = Project.fresh();
        project.init("type", "nodejs").call().ok();
        return project;
    }

    /** A repository whose settings hold what the deploy type asks for. */
    private static Repository repository(Project project, String deployType) {
        Map<String, String> variables =
                new HashMap<>(Map.of("CODEB_IMAGE", Sandbox.image(project.name()), "CODEB_IMAGE_USER", "ci"));
        Map<String, String> secrets = new HashMap<>(Map.of("CODEB_IMAGE_PASSWORD", "nobody-asks"));
        switch (deployType) {
            case "api" -> {
                variables.put("CODEB_URL", Sandbox.gateway());
                secrets.put("CODEB_API_KEY", key(project));
            }
            case "ssh" -> {
                DeployAccount account = DeployAccount.ofSandbox();
                variables.put("CODEB_SSH_HOST", account.host());
                variables.put("CODEB_SSH_KNOWN_HOSTS", account.knownHosts());
                secrets.put("CODEB_SSH_KEY", account.key());
            }
            default -> {}
        }
        return new Repository(project, files(project, "nodejs", deployType), variables, secrets);
    }

    /** A key that may do what a workflow does to this project, and no more. */
    private static String key(Project project) {
        return Codeb.owner()
                .call(
                        "token_create",
                        "name",
                        "github",
                        "role",
                        "member",
                        "projects",
                        List.of(project.name()),
                        "tools",
                        List.of("deploy_project", "slot_promote", "rollback"))
                .ok()
                .text("/key");
    }

    private static JsonNode check(Map<String, String> workflows) throws IOException {
        Path file = Files.writeString(
                Files.createTempFile("codeb", ".json"), Text.JSON.writeValueAsString(workflows));
        JsonNode checked = Node.run("check-workflows.mjs", file.toString());
        Files.delete(file);
        return checked;
    }

    private static Map<String, String> files(Project project, String type, String deployType) {
        Answer made = project.tool("workflow_generate", "type", type, "deployType", deployType)
                .call()
                .ok();
        Map<String, String> files = new HashMap<>();
        made.at("/files").forEach(file -> files.put(file.path("path").asText(), file.path("content").asText()));
        return files;
    }

    private static String workflow(Map<String, String> files) {
        return new ArrayList<>(files.entrySet())
                .stream()
                        .filter(file -> file.getKey().endsWith(".yml"))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
    }
}
