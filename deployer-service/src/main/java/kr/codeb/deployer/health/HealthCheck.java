package kr.codeb.deployer.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.deployer.DeployerConfig;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.CommandResult;

/** One meaning of healthy for deploy, promote and rollback: GET healthPath, asked from the host, answers 2xx. */
@Singleton
public class HealthCheck {

    private static final int NO_CURL = 127;

    private final DockerHost host;
    private final Examination examination;
    private final Duration limit;
    private final Duration interval;

    @Inject
    HealthCheck(DockerHost host, DeployerConfig config) {
        this(
                host,
                Duration.ofSeconds(config.health().seconds()),
                Duration.ofSeconds(config.health().intervalSeconds()));
    }

    public HealthCheck(DockerHost host, Duration limit, Duration interval) {
        this.host = host;
        this.examination = new Examination(host);
        this.limit = limit;
        this.interval = interval;
    }

    /** Asks a new container until it is healthy, or its time is up. */
    public HealthReport ask(Subject subject) {
        return ask(subject, limit);
    }

    /** Asks a container that should be healthy already. @param patience how long a blink may last */
    public HealthReport ask(Subject subject, Duration patience) {
        CommandResult result = host.run(HealthLoop.command(host.docker().line(), subject, patience, interval));
        return HealthLoop.report(result, subject, patience).orElseThrow(() -> new CodebException(
                ErrorCode.INTERNAL,
                "The health of %s cannot be asked: %s".formatted(
                        subject.place().describe(),
                        result.exit() == NO_CURL
                                ? "curl is missing on the app server. Install it, then call again."
                                : result.complaint())));
    }

    /** Has Docker keep a healthy container running from now on. @return the report, with what the other two probes say */
    public HealthReport keep(Subject subject, HealthReport healthy, HeldOperation held) {
        CommandResult result = host.change(
                host.docker().keepRunningAndLook(subject.place().name(), subject.insideUrl()), held);
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.INTERNAL,
                    "%s is healthy, but Docker would not keep it running: %s"
                            .formatted(subject.place().describe(), result.complaint()));
        }
        Map<String, String> said = HealthLoop.said(result);
        return healthy.with(said.get("docker"), said.get("inside"));
    }

    /** Waits until a container is healthy; Docker keeps it running from then on. */
    public HealthReport await(Subject subject, HeldOperation held) {
        HealthReport report = ask(subject);
        return report.healthy() ? keep(subject, report, held) : report;
    }

    /**
     * Finds out why a container is not healthy; to be called before it is removed.
     *
     * @param next what the caller is told beside the cause: how things stand now
     * @return UNHEALTHY with the diagnosis
     */
    public CodebException unhealthy(Subject subject, HealthReport report, String next) {
        Diagnosis diagnosis = Diagnosis.of(subject, examination.of(subject), report);
        return new CodebException(
                ErrorCode.UNHEALTHY,
                "%s is not healthy: %s %s".formatted(subject.place().describe(), diagnosis.sentence(), next),
                Map.of("diagnosis", diagnosis));
    }
}
