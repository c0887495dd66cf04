package kr.codeb.deployer.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Collectors;

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

    static Diagnosis of(Subject subject, Evidence seen, HealthReport report) {
        Probe probe = report.host();
        Cause cause = cause(subject, seen, probe);
        return new Diagnosis(
                cause,
                sentence(cause, subject, seen, report),
                seen.running() || seen == Evidence.NONE ? null : seen.exitCode(),
                seen.log(),
                THEIR_WORDS,
                probe);
    }

    private static Cause cause(Subject subject, Evidence seen, Probe probe) {
        if (seen.log().stream().anyMatch(line -> line.contains(WRONG_FORMAT))
                || seen.error().contains(WRONG_FORMAT)) {
            return Cause.IMAGE_ARCH;
        }
        if (seen.oomKilled()) {
            return Cause.OOM_KILLED;
        }
        if (seen.status().equals("restarting") || seen.restarts() > 0) {
            return Cause.CRASH_LOOP;
        }
        if (!seen.running()) {
            return Cause.EXITED;
        }
        if (probe.status() != 0) {
            return Cause.HTTP_STATUS;
        }
        List<Listening> expected = seen.listening().stream()
                .filter(listening -> listening.port() == subject.project().containerPort())
                .toList();
        if (expected.isEmpty()) {
            return seen.listening().isEmpty() ? Cause.TIMEOUT : Cause.WRONG_PORT;
        }
        return expected.stream().allMatch(Listening::loopback) ? Cause.LISTENS_ON_LOOPBACK : Cause.TIMEOUT;
    }

    private static String sentence(Cause cause, Subject subject, Evidence seen, HealthReport report) {
        long seconds = report.limit().toSeconds();
        int port = subject.project().containerPort();
        String path = subject.project().healthPath();
        return switch (cause) {
            case EXITED ->
                seen == Evidence.NONE
                        ? "there is no container of that name any more. Deploy again."
                        : "it ended with exit code %d%s. Its log says why; mend that and deploy again."
                                .formatted(seen.exitCode(), meaning(seen.exitCode()));
            case OOM_KILLED ->
                ("it needed more than its %s of memory and was killed. "
                                + "Give the project more memory, or find the leak.")
                        .formatted(subject.project().memory());
            case CRASH_LOOP ->
                ("it keeps ending (last exit code %d) and Docker has started it again %d times. " + "Its log says why.")
                        .formatted(seen.exitCode(), seen.restarts());
            case WRONG_PORT ->
                ("it listens on port %s, but the project's containerPort is %d. "
                                + "Let it listen on %d, or change containerPort.")
                        .formatted(ports(seen), port, port);
            case LISTENS_ON_LOOPBACK ->
                ("it listens on port %d of 127.0.0.1 only, where nobody outside the container "
                                + "reaches it. Let it listen on 0.0.0.0.")
                        .formatted(port);
            case HTTP_STATUS ->
                ("GET %s answers %d instead of 2xx. "
                                + "Let it answer 200 there when the application works, or change healthPath.")
                        .formatted(path, report.host().status());
            case TIMEOUT ->
                seen.listening().isEmpty()
                        ? "it runs, but did not listen on port %d within %d s. Its log may say what it waits for."
                                .formatted(port, seconds)
                        : "it listens on port %d, but GET %s got no answer within %d s. Its log may say what it waits for."
                                .formatted(port, path, seconds);
            case IMAGE_ARCH -> architecture();
        };
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
