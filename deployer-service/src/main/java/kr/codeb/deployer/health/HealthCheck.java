package kr.codeb.deployer.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.deployer.DeployerConfig;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.run.Fence;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
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

    /** Waits until a new container is healthy; Docker keeps it running from then on. */
    public HealthReport await(Subject subject, HeldOperation held) {
        Command keep = host.docker().keepRunningAndLook(subject.place().name(), subject.insideUrl());
        return ask(subject, limit, host.guard(keep, held).words());
    }

    /** Asks a container that should be healthy already. @param patience how long a blink may last */
    public HealthReport ask(Subject subject, Duration patience) {
        return ask(subject, patience, List.of());
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

    private HealthReport ask(Subject subject, Duration patience, List<String> whenHealthy) {
        CommandResult result =
                host.run(HealthLoop.command(host.docker().line(), subject, patience, interval, whenHealthy));
        Fence.checkVerdict(result, subject.place().describe());
        return HealthLoop.report(result, subject, patience)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.INTERNAL,
                        "The health of %s cannot be asked: %s"
                                .formatted(
                                        subject.place().describe(),
                                        result.exit() == NO_CURL
                                                ? "curl is missing on the app server. Install it, then call again."
                                                : result.complaint())));
    }
}
