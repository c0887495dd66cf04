package kr.codeb.deployer.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.operations.run.Fence;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Exit;
import kr.codeb.settings.DeployerConfig;

/** One meaning of healthy for deploy, promote and rollback: GET healthPath, asked from the host as a visitor asks, answers 2xx. */
@Singleton
public class HealthCheck {

    private final DockerHost host;
    private final Urls urls;
    private final Examination examination;
    private final Duration limit;
    private final Duration interval;

    @Inject
    HealthCheck(DockerHost host, Urls urls, DeployerConfig config) {
        this(
                host,
                urls,
                Duration.ofSeconds(config.health().seconds()),
                Duration.ofSeconds(config.health().intervalSeconds()));
    }

    public HealthCheck(DockerHost host, Urls urls, Duration limit, Duration interval) {
        this.host = host;
        this.urls = urls;
        this.examination = new Examination(host);
        this.limit = limit;
        this.interval = interval;
    }

    /** @param env what it was started with, so that none of it is shown; null when not known */
    public CheckedContainer container(SlotContainer place, int port, ProjectEnvironment settings, EnvRelease env) {
        return new CheckedContainer(
                place, port, settings, urls.host(place.project(), place.environment(), settings.domain()), env);
    }

    /** Waits until a new container is healthy; Docker keeps it running from then on. */
    public HealthReport await(CheckedContainer container, HeldOperation held) {
        Command keep =
                host.docker().keepRunningAndLook(container.place().name(), container.insideUrl(), container.host());
        return ask(container, limit, host.guard(keep, held).words());
    }

    /** Asks a container that should be healthy already. @param patience how long a blink may last */
    public HealthReport ask(CheckedContainer container, Duration patience) {
        return ask(container, patience, List.of());
    }

    /**
     * Finds out why a container is not healthy; to be called before it is removed.
     *
     * @param next what the caller is told beside the cause: how things are now
     * @return UNHEALTHY with the diagnosis
     */
    public CodebException unhealthy(CheckedContainer container, HealthReport report, String next) {
        Diagnosis diagnosis = Diagnosis.of(container, examination.of(container), report);
        return new CodebException(
                ErrorCode.UNHEALTHY,
                "%s is not healthy: %s %s".formatted(container.place().describe(), diagnosis.sentence(), next),
                Map.of("diagnosis", diagnosis));
    }

    private HealthReport ask(CheckedContainer container, Duration patience, List<String> whenHealthy) {
        CommandResult result =
                host.run(HealthLoop.command(host.docker().line(), container, patience, interval, whenHealthy));
        Fence.checkVerdict(result, container.place().describe());
        return HealthLoop.report(result, container, patience)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.INTERNAL,
                        "The health of %s cannot be asked: %s"
                                .formatted(
                                        container.place().describe(),
                                        result.is(Exit.PROGRAM_MISSING)
                                                ? "curl is missing on the app server. Install it, then call again."
                                                : result.complaint())));
    }
}
