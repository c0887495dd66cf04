package kr.codeb.gateway.tools.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.fake.Neighbours;
import kr.codeb.gateway.tools.workflow.RepositoryFiles.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class RepositoryFilesTest {

    private static final Pattern PINNED = Pattern.compile("[a-z-]+/[a-z-]+@[0-9a-f]{40}");

    @Inject
    RepositoryFiles files;

    static Stream<Blueprint> all() {
        return Stream.of(ProjectType.values())
                .flatMap(type -> Stream.of(DeployType.values())
                        .flatMap(by -> Stream.of(Environment.values())
                                .map(environment -> new Blueprint("no", environment, type, by, 8080, "/health"))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aWorkflowSaysWhereItBelongsAndAsksForLittle(Blueprint blueprint) {
        Map<String, Object> file = yaml(files.workflow(blueprint));
        String environment = blueprint.environment().wire();

        assertEquals("Deploy no to " + environment, file.get("name"));
        assertTrue(files.path(blueprint).contains(environment));
        assertEquals(Map.of(), file.get("permissions"));
        assertEquals(
                Map.of("group", "codeb-no-" + environment, "cancel-in-progress", false, "queue", "max"),
                file.get("concurrency"));
        assertEquals(Map.of("PROJECT", "no", "ENVIRONMENT", environment, "promote", false), file.get("env"));
        steps(file)
                .filter(step -> step.containsKey("uses"))
                .forEach(step ->
                        assertTrue(PINNED.matcher((String) step.get("uses")).matches(), step::toString));
    }

    /** What somebody chose reaches a script through variables only: no expression stands inside one. */
    @ParameterizedTest
    @MethodSource("all")
    void noScriptHoldsAnExpression(Blueprint blueprint) {
        List<String> scripts = steps(yaml(files.workflow(blueprint)))
                .filter(step -> step.containsKey("run"))
                .map(step -> (String) step.get("run"))
                .toList();

        assertEquals(5, scripts.size());
        scripts.forEach(script -> assertFalse(script.contains("${{") || script.contains("shellcheck"), script));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aDockerfileListensWhereTheProjectDoesAndIsNotRoot(Blueprint blueprint) {
        File dockerfile = files.of(blueprint).get(1);

        assertEquals("Dockerfile", dockerfile.path());
        assertTrue(dockerfile.content().contains("PORT=8080")
                && dockerfile.content().contains("\nUSER "));
        assertFalse(Pattern.compile("@[A-Z_]+@").matcher(dockerfile.content()).find(), dockerfile.content());
    }

    @Test
    void aPathThatLooksLikeCodeIsWrittenAsItIs() {
        Blueprint odd = new Blueprint(
                "no", Environment.STAGING, ProjectType.DOCKER, DeployType.API, 80, "/$(id)/${{secrets.X}}@PORT@#x");

        String dockerfile = files.of(odd).get(1).content();

        assertTrue(dockerfile.contains("HEALTH_PATH=\"/\\$(id)/\\${{secrets.X}}@PORT@#x\"\n"), dockerfile);
    }

    @Test
    void aTextForYamlBeginsNoExpression() {
        assertEquals("\"a ${{ '${{' }}x}}\"", Literal.yaml("a ${{x}}"));
        assertEquals("\"\\\"no\\n\"", Literal.yaml("\"no\n"));
    }

    private static Map<String, Object> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> steps(Map<String, Object> file) {
        return ((Map<String, Map<String, Object>>) file.get("jobs"))
                .values().stream().flatMap(job -> ((List<Map<String, Object>>) job.get("steps")).stream());
    }
}
