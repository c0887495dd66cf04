package kr.codeb.e2e;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The sandbox under test: all that is known of it comes from {@code deploy/sandbox env}. */
final class Sandbox {

    private static final Path COMMAND =
            Path.of(System.getProperty("codeb.e2e.sandbox", "../sandbox")).toAbsolutePath();
    private static final Duration A_START = Duration.ofMinutes(2);

    private Sandbox() {}

    /** The services' settings, the places of credentials filled in. */
    static Properties settings() {
        Path file = Path.of(need("CODEB_SETTINGS"));
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(Text.of(file)
                    .replace(
                            "${CREDENTIALS_DIRECTORY}",
                            file.resolveSibling("credentials").toString())));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return settings;
    }

    /** The value of an environment variable. @throws IllegalStateException with what to do when it is not set */
    static String need(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "%s is not set. Start the sandbox with deploy/sandbox up, then run eval \"$(deploy/sandbox env)\"."
                                .formatted(variable)));
    }

    /** Whether the long form of a suite is wanted: {@code -Dcodeb.e2e.long=true}. */
    static boolean longForm() {
        return Boolean.getBoolean("codeb.e2e.long");
    }

    static String gateway() {
        return need("CODEB_URL");
    }

    static Path root() {
        return Path.of(need("CODEB_ROOT"));
    }

    static Path registry() {
        return root().resolve("registry");
    }

    static Path sites() {
        return Path.of(need("CODEB_SITES"));
    }

    static Path logs() {
        return Path.of(need("CODEB_LOGS"));
    }

    static String baseDomain() {
        return need("CODEB_BASE_DOMAIN");
    }

    static String appHost() {
        return need("CODEB_APP_HOST");
    }

    static int httpsPort() {
        return Integer.parseInt(need("CODEB_HTTPS_PORT"));
    }

    /** An image of the end-to-end tests, {@code ok:v1}, as the sandbox's image registry names it. */
    static String image(String name) {
        return need("CODEB_IMAGE_REGISTRY") + "/e2e/" + name;
    }

    static void kill(String part) {
        control("kill", List.of(part));
    }

    static void start(String part) {
        start(List.of(part));
    }

    /** Services start together. */
    static void start(List<String> parts) {
        control("start", parts);
    }

    static void stop(String part) {
        stop(List.of(part));
    }

    static void stop(List<String> parts) {
        control("stop", parts);
    }

    static void restart(String part) {
        restart(List.of(part));
    }

    static void restart(List<String> parts) {
        control("restart", parts);
    }

    /** SIGKILL at this very moment; {@link #start} brings the part back. Returns when it is dead: a process takes its time to die. */
    static void strike(String part) {
        String pid = pid(part);
        signal("KILL", part);
        Wait.until(part + " is dead", Duration.ofSeconds(10), () -> isDead(pid));
    }

    /** Sends a signal to a part's process, at once. */
    static void signal(String signal, String part) {
        Shell.run("kill", "-s", signal, pid(part)).ok();
    }

    /** The process that runs a part. */
    static String pid(String part) {
        return Text.of(logs().resolveSibling("run").resolve(part + ".pid")).split(" ")[0];
    }

    /** A zombie is dead; its parent may come late for it. */
    private static boolean isDead(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException gone) {
            return true;
        }
    }

    /** The path of {@code deploy/sandbox}. */
    static String command() {
        return COMMAND.toString();
    }

    private static void control(String command, List<String> parts) {
        Shell.run(
                        A_START,
                        Stream.concat(Stream.of(COMMAND.toString(), command), parts.stream())
                                .toArray(String[]::new))
                .ok();
    }
}
