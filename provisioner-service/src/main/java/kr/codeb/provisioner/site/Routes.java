package kr.codeb.provisioner.site;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Exit;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.settings.ProvisionerConfig;

/** Moves traffic: one rename on the App Server, proven by a request through Caddy. */
@Singleton
public class Routes {

    private static final Script MOVE = Sites.MARKERS.then(Script.of(Routes.class, "move-traffic.sh"));
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private final AppServer app;
    private final SitePaths paths;
    private final String address;
    private final int port;

    @Inject
    Routes(AppServer app, ProvisionerConfig config) {
        this(
                app,
                SitePaths.of(config),
                config.app().caddy().address(),
                config.app().caddy().httpsPort());
    }

    /** @param address where Caddy answers, as the App Server sees it */
    public Routes(AppServer app, SitePaths paths, String address, int port) {
        this.app = app;
        this.paths = paths;
        this.address = address;
        this.port = port;
    }

    /**
     * Moves a site's traffic and its previews, in one command on the host.
     *
     * @return the slot that answered; null when nobody was asked
     * @throws CodebException SERVICE_UNAVAILABLE when another slot answered, or none: then all is as it was
     */
    public SlotName change(
            Hold hold, String project, Environment environment, ProjectEnvironment settings, RouteChange change) {
        Route route = change.route();
        SlotName expected =
                change.verify() && route != Route.NONE ? route.slots().getFirst() : null;
        Site site = Site.of(project, environment, settings, paths.baseDomain());
        List<String> arguments = new ArrayList<>(List.of(
                paths.routes(),
                paths.markers(project, environment),
                route.wire(),
                change.previews().stream().map(SlotName::wire).collect(Collectors.joining(" ")),
                expected == null ? "" : expected.wire(),
                address,
                Integer.toString(port),
                settings.healthPath()));
        arguments.addAll(site.previews());
        arguments.addAll(site.domains());
        Command command = Command.script(MOVE, arguments.toArray(String[]::new)).within(LIMIT);
        CommandResult result = app.change(hold, project, environment, command);
        if (result.is(Exit.NOT_SEEN)) {
            throw new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The traffic of %s (%s) was not moved: asked through Caddy, %s should have answered, but %s did. All is as it was; "
                                    .formatted(
                                            project,
                                            environment,
                                            expected,
                                            result.err().strip())
                            + "see that Caddy runs and serves %s over HTTPS, then call again."
                                    .formatted(settings.domain()));
        }
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.INTERNAL,
                    "The traffic of %s (%s) could not be moved: %s"
                            .formatted(project, environment, result.complaint()));
        }
        return expected;
    }
}
