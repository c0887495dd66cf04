package kr.codeb.deployer.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Collectors;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.health.Listening.Reach;

/**
 * Why a container is not healthy, and what to do.
 *
 * @param sentence what happened and what to do next
 * @param exitCode absent while it runs
 * @param log its last lines
 * @param logSource whose words the log is
 * @param probe the last question; absent when none was asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diagnosis(
        Cause cause, String sentence, Integer exitCode, List<String> log, String logSource, Probe probe) {

    private static final String THEIR_WORDS = "the application's own words";
    private static final String WRONG_FORMAT = "exec format error";

    /** A container that Docker refused to start. @param reason Docker's own words */
    public static Diagnosis refused(String reason) {
        boolean foreign = reason.contains(WRONG_FORMAT) || reason.contains("does not match the detected host platform");
        Cause cause = foreign ? Cause.IMAGE_ARCH : Cause.EXITED;
        return new Diagnosis(cause, foreign ? architecture() : refusal(reason), null, List.of(), THEIR_WORDS, null);
    }

    static Diagnosis of(CheckedContainer container, Evidence seen, HealthReport report) {
        Probe probe = report.host();
        Cause cause = cause(container, seen, probe);
        return new Diagnosis(
                cause,
                sentence(cause, container, seen, report),
                seen.running() || seen.gone() ? null : seen.container().exitCode(),
                seen.log(),
                THEIR_WORDS,
                probe);
    }

    private static Cause cause(CheckedContainer container, Evidence seen, Probe probe) {
        if (seen.gone()) {
            return Cause.EXITED;
        }
        FoundContainer found = seen.container();
        if (seen.log().stream().anyMatch(line -> line.contains(WRONG_FORMAT))
                || found.error().contains(WRONG_FORMAT)) {
            return Cause.IMAGE_ARCH;
        }
        if (found.oomKilled()) {
            return Cause.OOM_KILLED;
        }
        if (found.status().equals("restarting") || found.restarts() > 0) {
            return Cause.CRASH_LOOP;
        }
        if (!found.running()) {
            return Cause.EXITED;
        }
        if (probe.status() != 0) {
            return Cause.HTTP_STATUS;
        }
        List<Listening> expected = expected(container, seen);
        if (expected.isEmpty()) {
            return seen.listening().isEmpty() ? Cause.TIMEOUT : Cause.WRONG_PORT;
        }
        return expected.stream().noneMatch(listening -> listening.reach() == Reach.ALL)
                ? Cause.LISTENS_ON_LOOPBACK
                : Cause.TIMEOUT;
    }

    private static List<Listening> expected(CheckedContainer container, Evidence seen) {
        return seen.listening().stream()
                .filter(listening -> listening.port() == container.settings().containerPort())
                .toList();
    }

    private static String sentence(Cause cause, CheckedContainer container, Evidence seen, HealthReport report) {
        int port = container.settings().containerPort();
        return switch (cause) {
            case EXITED ->
                seen.gone()
                        ? "there is no container of that name any more. Deploy again."
                        : "it ended with exit code %d%s. Its log says why; mend that and deploy again."
                                .formatted(
                                        seen.container().exitCode(),
                                        meaning(seen.container().exitCode()));
            case OOM_KILLED ->
                "it needed more than its %s of memory and was killed. Give the project more memory, or find the leak."
                        .formatted(container.settings().memory());
            case CRASH_LOOP ->
                "it keeps ending (last exit code %d) and Docker has started it again %d times. Its log says why."
                        .formatted(seen.container().exitCode(), seen.container().restarts());
            case WRONG_PORT ->
                "it listens on port %s, but the project's containerPort is %d. Let it listen on %d, or change containerPort."
                        .formatted(ports(seen), port, port);
            case LISTENS_ON_LOOPBACK ->
                expected(container, seen).stream().anyMatch(listening -> listening.reach() == Reach.IPV6)
                        ? "it listens on port %d by IPv6 only, which nobody outside the container reaches. Let it listen on 0.0.0.0."
                                .formatted(port)
                        : "it listens on port %d of 127.0.0.1 only, where nobody outside the container reaches it. Let it listen on 0.0.0.0."
                                .formatted(port);
            case HTTP_STATUS -> status(container, report.host());
            case TIMEOUT -> silence(container, seen, report);
            case IMAGE_ARCH -> architecture();
        };
    }

    private static String status(CheckedContainer container, Probe probe) {
        String asked = "GET %s answers %d".formatted(container.settings().healthPath(), probe.status());
        return probe.redirect() == null
                ? asked + " instead of 2xx. Let it answer 200 there when the application works, or change healthPath."
                : asked
                        + ", a redirect to %s, instead of 2xx (it was asked as visitors ask: Host %s, X-Forwarded-Proto https). "
                                .formatted(probe.redirect(), container.host())
                        + "Let it answer 200 there, or change healthPath to one that does.";
    }

    private static String silence(CheckedContainer container, Evidence seen, HealthReport report) {
        int port = container.settings().containerPort();
        long seconds = report.limit().toSeconds();
        if (seen.listening().isEmpty()) {
            return "it runs, but did not listen on port %d within %d s. Its log may say what it waits for."
                    .formatted(port, seconds);
        }
        if (seen.http2()) {
            return ("it listens on port %d, but speaks only HTTP/2 without TLS there (h2c, as gRPC does), and no HTTP/1.1, which visitors' "
                            + "requests arrive in. Let it answer GET %s by HTTP/1.1, too.")
                    .formatted(port, container.settings().healthPath());
        }
        if (report.speaksOtherwise()) {
            return "it listens on port %d, but what it says there is no HTTP. Let it answer GET %s by HTTP/1.1."
                    .formatted(port, container.settings().healthPath());
        }
        return "it listens on port %d, but GET %s got no answer within %d s. Its log may say what it waits for."
                .formatted(port, container.settings().healthPath(), seconds);
    }

    private static String architecture() {
        return "the image was built for another processor than this server's. Build it for this one, for example with "
                + "`docker build --platform linux/amd64`, and deploy again.";
    }

    private static String refusal(String reason) {
        if (reason.contains("port is already allocated")) {
            return "the slot's port is taken: Docker has it for a container that CodeB does not know. `docker ps` shows which; if "
                    + "it shows none, Docker was killed while it removed one, and has to be restarted. Docker says: "
                    + reason;
        }
        if (reason.contains("address already in use")) {
            return "the slot's port is taken by something that CodeB does not know. Docker says: " + reason;
        }
        return "Docker says: " + reason;
    }

    private static String meaning(int exitCode) {
        return switch (exitCode) {
            case 0 -> " (its command came to an end by itself; a server must go on running)";
            case 126 -> " (its command cannot be executed)";
            case 127 -> " (its command was not found)";
            case 137 -> " (it was killed)";
            case 139 -> " (it crashed: segmentation fault)";
            case 143 -> " (it was asked to end)";
            default -> "";
        };
    }

    private static String ports(Evidence seen) {
        return seen.listening().stream()
                .map(Listening::port)
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
