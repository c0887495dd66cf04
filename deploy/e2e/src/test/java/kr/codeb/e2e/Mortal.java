package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of {@code codeb-slot} that ends by SIGKILL where a step begins or has ended; the program itself knows of no such points. */
final class Mortal {

    private static final int KILLED = 137;
    private static final Map<String, List<String>> STEPS = Map.of(
            "deploy",
            List.of(
                    "select_slot",
                    "pull_image",
                    "prepare_env",
                    "open_preview",
                    "create_container",
                    "cleanup_container",
                    "start_container",
                    "health_check",
                    "update_registry"),
            "promote",
            List.of("find_deployed_slot", "health_check", "switch_traffic", "update_registry"));
    /** Those after which something is left. */
    private static final Map<String, List<String>> SAMPLE = Map.of(
            "deploy",
            List.of(
                    "end open_preview",
                    "end create_container",
                    "end cleanup_container",
                    "begin health_check",
                    "begin update_registry"),
            "promote",
            List.of("end switch_traffic", "end update_registry"));

    private final Script script;

    Mortal() {
        Path copy = Sandbox.root().resolveSibling("codeb-slot.mortal");
        try {
            String text = Text.of(Path.of(Script.onTheHost().words().getFirst()))
                    .replaceFirst(
                            "(?m)^step\\(\\) \\{$", "$0\n    [[ \\${KILL_AT-} != \"begin \\$1\" ]] || kill -9 \\$\\$")
                    .replaceFirst(
                            "(?m)^ended\\(\\) \\{$",
                            "$0\n    [[ \\${KILL_AT-} != \"end \\${STEPS[STEP]}\" ]] || kill -9 \\$\\$");
            Files.writeString(copy, text);
            Shell.run("chmod", "+x", copy.toString()).ok();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        script = new Script(List.of(copy.toString()));
    }

    /** Where it can be struck; a sample of it in the short form. */
    List<String> points(String command) {
        return Sandbox.longForm()
                ? STEPS.get(command).stream()
                        .flatMap(step -> Stream.of("begin " + step, "end " + step))
                        .toList()
                : SAMPLE.get(command);
    }

    /** Runs it until there. */
    void strike(String point, Project project, String command, String... more) {
        Shell.Output output = script.output(Map.of("KILL_AT", point), project, command, more);
        assertNotEquals(0, output.exit(), () -> "it outlived " + point);
        if (output.exit() != KILLED) {
            throw new AssertionError("before %s it ended by itself: %s".formatted(point, output));
        }
    }
}
