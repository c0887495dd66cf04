package kr.codeb.deployer.live;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Docker said of one container when it was last looked at, as {@code look.sh} prints it.
 *
 * @param status {@code running, exited, restarting, created, paused, dead}
 * @param pid 0 when it does not run
 * @param memory limit in bytes, 0 for none
 * @param nanoCpus limit in billionths of a core, 0 for none
 * @param port published on the host; null for none
 * @param health Docker's own health status; null when it checks none
 * @param probe what Docker's last health check said
 * @param healthCommand what Docker runs to check
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Sighting(
        String id,
        String name,
        String image,
        String version,
        String status,
        long pid,
        String startedAt,
        String finishedAt,
        int exitCode,
        boolean oomKilled,
        int restarts,
        long memory,
        long nanoCpus,
        String port,
        String health,
        String probe,
        String healthCommand) {

    private static final Pattern PATH = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+(/[^\\s'\"]*)");

    boolean running() {
        return status.equals("running");
    }

    /** The path that says whether all is well; {@code /} when Docker's own check does not tell. */
    String healthPath() {
        Matcher path = PATH.matcher(healthCommand == null ? "" : healthCommand);
        return path.find() ? path.group(1) : "/";
    }
}
