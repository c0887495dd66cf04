package kr.codeb.gateway.tools.workflow;

import static kr.codeb.gateway.tools.workflow.Literal.comment;
import static kr.codeb.gateway.tools.workflow.Literal.yaml;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.contracts.deployer.PullRight;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.settings.GatewayConfig;

/** The files of a repository that deploys an environment of a project by GitHub Actions. */
@Singleton
public class RepositoryFiles {

    private static final String GHCR = "ghcr.io";

    private final String url;

    RepositoryFiles(GatewayConfig config) {
        this.url = config.publicUrl();
    }

    /** @param path where it belongs in the repository */
    public record File(String path, String content) {}

    /** The workflow, and a Dockerfile for the type with what a build leaves out. */
    List<File> of(Blueprint blueprint) {
        return List.of(
                new File(path(blueprint), workflow(blueprint)),
                new File("Dockerfile", dockerfile(blueprint)),
                new File(".dockerignore", Template.read("dockerignore").text()));
    }

    /** Where the workflow belongs: production and staging live side by side. */
    public String path(Blueprint blueprint) {
        return ".github/workflows/deploy-%s.yml".formatted(blueprint.environment());
    }

    /** What somebody sets up once in the repository's settings, before the first run, in sentences. */
    public List<String> setup(Blueprint blueprint) {
        Map<String, String> values = Map.of(
                "URL",
                url,
                "BRANCH",
                branch(blueprint.environment()),
                "PROJECT_WORD",
                comment(blueprint.project()),
                "ENVIRONMENT",
                blueprint.environment().wire(),
                "PULL",
                PullRight.of(GHCR));
        String own = Template.read(blueprint.deployType().own("setup.txt")).filled(values);
        return (own + Template.read("setup.txt").filled(values)).lines().toList();
    }

    /** The text of the workflow file. */
    public String workflow(Blueprint blueprint) {
        DeployType by = blueprint.deployType();
        String place = blueprint.project() + " to " + blueprint.environment();
        return Template.read("workflow.yml")
                .filled(Map.ofEntries(
                        Map.entry("PROJECT_WORD", comment(blueprint.project())),
                        Map.entry("PATH", path(blueprint)),
                        Map.entry("SETUP", asComments(setup(blueprint))),
                        Map.entry("TITLE", yaml("Deploy " + place)),
                        Map.entry("BRANCH", branch(blueprint.environment())),
                        Map.entry("QUESTION", yaml("What to do with " + blueprint.environment())),
                        Map.entry("GROUP", yaml("codeb-%s-%s".formatted(blueprint.project(), blueprint.environment()))),
                        Map.entry("PROJECT", yaml(blueprint.project())),
                        Map.entry("ENVIRONMENT", blueprint.environment().wire()),
                        Map.entry("RUNS_ON", by.runsOn()),
                        Map.entry("MAY_DEPLOY", and("contents: read, packages: write", by.may())),
                        Map.entry("MAY_GO_LIVE", by.may()),
                        Map.entry("CREDENTIALS", credentials(by)),
                        Map.entry("BUILD", script("build.sh")),
                        Map.entry(
                                "CALL",
                                by.call().stream().map(RepositoryFiles::script).collect(Collectors.joining())),
                        Map.entry("REPORT", script("report.sh"))));
    }

    private static String dockerfile(Blueprint blueprint) {
        return Template.read(blueprint.type().dockerfile())
                .filled(Map.of(
                        "PORT", String.valueOf(blueprint.containerPort()),
                        "HEALTH_PATH", comment(blueprint.healthPath()),
                        "HEALTH_PATH_VALUE", Literal.dockerfile(blueprint.healthPath())));
    }

    private static String branch(Environment environment) {
        return environment == Environment.PRODUCTION ? "main" : environment.wire();
    }

    private static String credentials(DeployType by) {
        return Template.read(by.own("credentials.yml")).text();
    }

    private static String script(String file) {
        return Template.read(file).text();
    }

    private static String asComments(List<String> sentences) {
        return sentences.stream().map(sentence -> "# - " + sentence).collect(Collectors.joining("\n"));
    }

    private static String and(String these, String more) {
        return more.isEmpty() ? these : these + ", " + more;
    }
}
