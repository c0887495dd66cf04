package kr.codeb.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A repository on GitHub with the files that {@code workflow_generate} wrote, and what its settings hold. A push or a dispatch runs its
 * workflow, step by step, as GitHub's runner would.
 */
final class Repository {

    private static final Path APPLICATION = Path.of("src/test/resources/repository");
    /** What a runner on the App Server has: codeb-slot, and sudo for it; the tests are root already. */
    private static final Path PROGRAMS = Path.of("src/test/resources/runner").toAbsolutePath();

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Project project;
    private final Map<String, String> files;
    private final Map<String, String> variables;
    private final Map<String, String> secrets;
    private final Map<String, String> machine = new HashMap<>(Map.of(
            "DOCKER_HOST", Sandbox.need("DOCKER_HOST"),
            "DOCKER_BUILDKIT", "0",
            "CODEB_SANDBOX_HOME", Sandbox.need("CODEB_SANDBOX_HOME"),
            "PATH", PROGRAMS + ":" + System.getenv("PATH")));

    /** @param files by path */
    Repository(
            Project project, Map<String, String> files, Map<String, String> variables, Map<String, String> secrets) {
        this.project = project;
        this.files = files;
        this.variables = variables;
        this.secrets = secrets;
    }

    /** The same with another workflow: somebody edited it. */
    Repository with(String from, String to) {
        Map<String, String> edited = new HashMap<>(files);
        edited.replaceAll((path, content) -> path.endsWith(".yml") ? content.replace(from, to) : content);
        return new Repository(project, edited, variables, secrets);
    }

    /** Somebody pushes a commit of an application that says this word. */
    WorkflowRun push(String word, String commit) {
        return run(Map.of("event_name", "push", "sha", commit), Map.of(), word);
    }

    /** Somebody starts the workflow by hand, to {@code promote} or to {@code rollback}. */
    WorkflowRun dispatch(String action) {
        return run(Map.of("event_name", "workflow_dispatch", "sha", "0".repeat(40)), Map.of("action", action), "");
    }

    private WorkflowRun run(Map<String, String> event, Map<String, String> inputs, String word) {
        try {
            Path folder = Files.createTempDirectory("codeb-run");
            Path checkout = Files.createDirectories(folder.resolve("checkout"));
            for (Path file : Text.list(APPLICATION)) {
                Files.copy(file, checkout.resolve(file.getFileName()));
            }
            Files.writeString(checkout.resolve("word.txt"), word);
            for (String name : List.of("Dockerfile", ".dockerignore")) {
                Files.writeString(checkout.resolve(name), files.get(name));
            }
            Path plan = folder.resolve("plan.json");
            Files.writeString(plan, plan(event, inputs, folder, checkout).toString());
            JsonNode seen = Node.run("run-workflow.mjs", plan.toString());
            Shell.run("rm", "-rf", folder.toString()).ok();
            return new WorkflowRun(seen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode plan(Map<String, String> event, Map<String, String> inputs, Path folder, Path checkout) {
        String path = workflowPath();
        ObjectNode github = Text.object(
                "repository", "Acme/" + project.name(),
                "repository_owner", "Acme",
                "actor", "octocat",
                "ref", "refs/heads/main",
                "ref_name", "main",
                "run_id", project.name() + RUNS.incrementAndGet(),
                "workflow_ref", "Acme/%s/%s@refs/heads/main".formatted(project.name(), path));
        github.setAll(Text.object(event.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray()));
        return Text.object(
                "file", files.get(path),
                "github", github,
                "inputs", inputs,
                "vars", variables,
                "secrets", secrets,
                "uses", Map.of("actions/checkout", checkout.toString()),
                "environment", machine,
                "folder", folder.toString());
    }

    String workflowPath() {
        return files.keySet().stream()
                .filter(path -> path.startsWith(".github/workflows/"))
                .findFirst()
                .orElseThrow();
    }
}
