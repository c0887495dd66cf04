package kr.codeb.deployer.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;

/** Asks an application from the host until it is healthy, or it is plain that it will not be: one command, so that the pauses can be short. */
final class HealthLoop {

    private static final Script AWAIT = Script.of(HealthLoop.class, "await-health.sh");
    /** How long an application may listen where nobody reaches it: some open a port for their own use first. */
    private static final Duration ASTRAY = Duration.ofSeconds(6);

    private HealthLoop() {}

    /**
     * @param docker how Docker is called, as one word for {@code eval}
     * @param limit how long it may take
     * @param longest longest pause between two questions
     * @param whenHealthy words of the command that is run once it is healthy, whose output is read too; none for none
     */
    static Command command(
            String docker, CheckedContainer container, Duration limit, Duration longest, List<String> whenHealthy) {
        return Command.script(
                        AWAIT,
                        docker,
                        container.place().name(),
                        container.url(),
                        container.host(),
                        Integer.toString(container.settings().containerPort()),
                        Long.toString(limit.toSeconds()),
                        Long.toString(longest.toSeconds()),
                        Long.toString(ASTRAY.toSeconds()))
                .with(whenHealthy)
                .within(limit.plusSeconds(30));
    }

    /** Reads what the command said. Empty when it could not even ask. */
    static Optional<HealthReport> report(CommandResult result, CheckedContainer container, Duration limit) {
        Map<String, String> said = new HashMap<>();
        result.out().lines().map(line -> line.split(" ", 2)).forEach(pair -> said.put(pair[0], pair[pair.length - 1]));
        if (!result.ok() || !said.containsKey("end")) {
            return Optional.empty();
        }
        return Optional.of(new HealthReport(
                said.get("end"),
                Probe.of(container.url(), said.get("probe")),
                said.get("docker"),
                said.get("inside"),
                limit));
    }
}
