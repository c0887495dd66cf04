package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** {@code codeb-slot}: by the key that may run only it, or on the App Server itself. */
record Script(List<String> words) {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** As a job of GitHub's calls it. */
    static Script overSsh() {
        return new Script(Stream.concat(ssh(), Stream.of("codeb-slot")).toList());
    }

    /** As a runner on the App Server calls it. */
    static Script onTheHost() {
        return new Script(List.of(Sandbox.root().resolveSibling("codeb-slot").toString()));
    }

    /** The words that reach the account, before what it is asked for. */
    static Stream<String> ssh() {
        return Stream.of(Sandbox.need("CODEB_DEPLOY_SSH").split(" "));
    }

    /** What it said: one JSON on standard output, and a sentence on standard error when it failed. */
    record Said(int exit, JsonNode body, String sentence) {

        Said ok() {
            if (exit != 0 || !body.path("success").asBoolean()) {
                throw new AssertionError("Expected success, got " + this);
            }
            return this;
        }

        Said refused(int expectedExit, String code) {
            if (exit != expectedExit || !code.equals(text("/code"))) {
                throw new AssertionError("Expected %d %s, got %s".formatted(expectedExit, code, this));
            }
            assertEquals(text("/error"), sentence.strip(), "standard error");
            return this;
        }

        String text(String pointer) {
            return body.at(pointer).asText("");
        }

        String operationId() {
            return text("/operationId");
        }
    }

    Said deploy(Project project, String image) {
        return run(project, "deploy", "--image", Sandbox.image(image));
    }

    Said promote(Project project) {
        return run(project, "promote");
    }

    Said rollback(Project project, String... more) {
        return run(project, "rollback", more);
    }

    Said run(Project project, String command, String... more) {
        return said(output(project, command, more));
    }

    CompletableFuture<Said> later(Project project, String command, String... more) {
        return CompletableFuture.supplyAsync(() -> run(project, command, more));
    }

    Shell.Output output(Project project, String command, String... more) {
        return output(Map.of(), project, command, more);
    }

    Shell.Output output(Map<String, String> variables, Project project, String command, String... more) {
        Stream<String> about = Stream.of(command, "--project", project.name(), "--environment", project.environment());
        return Shell.run(
                LIMIT,
                variables,
                Stream.concat(words.stream(), Stream.concat(about, Stream.of(more)))
                        .toArray(String[]::new));
    }

    static Said said(Shell.Output output) {
        return new Said(output.exit(), Text.json(output.out()), output.err());
    }
}
