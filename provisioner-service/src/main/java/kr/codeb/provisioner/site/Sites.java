package kr.codeb.provisioner.site;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Words;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.settings.ProvisionerConfig;
import kr.codeb.web.Sha256;

/** Site files on the App Server. One that Caddy refuses is never left there. */
@Singleton
public class Sites {

    private static final int ABSENT = 44;
    /** Sites are changed one after the other: a crowd of inits waits in line. */
    private static final Duration LIMIT = Duration.ofSeconds(240);

    private final AppServer app;
    private final SitePaths paths;
    private final String caddyfile;
    private final String validate;
    private final String reload;

    @Inject
    Sites(AppServer app, ProvisionerConfig config) {
        this(
                app,
                SitePaths.of(config),
                config.paths().caddyfile(),
                config.app().caddy().validate(),
                config.app().caddy().reload());
    }

    /** @param validate words that check a configuration, to which the file's name is appended */
    public Sites(AppServer app, SitePaths paths, String caddyfile, String validate, String reload) {
        this.app = app;
        this.paths = paths;
        this.caddyfile = caddyfile;
        this.validate = line(validate);
        this.reload = line(reload);
    }

    public SitePaths paths() {
        return paths;
    }

    /** The site file's text as it stands; empty when there is none. */
    public Optional<String> read(String project, Environment environment) {
        String file = paths.siteFile(project, environment);
        CommandResult result = app.ask(Command.script(SiteScripts.READ, file));
        if (result.exit() == ABSENT) {
            return Optional.empty();
        }
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.INTERNAL, "The site %s cannot be read: %s".formatted(file, result.complaint()));
        }
        return Optional.of(new String(Base64.getMimeDecoder().decode(result.out()), StandardCharsets.UTF_8));
    }

    /** Whether the markers of a site stand already. */
    public boolean hasMarkers(String project, Environment environment) {
        return app.ask(Command.of("test", "-h", paths.markers(project, environment) + "/live"))
                .ok();
    }

    /** Makes the markers of a site; no traffic moves when they already say so. */
    public void mark(HeldOperation held, Site site, Route route) {
        app.change(
                held,
                "make the site's markers",
                Command.script(
                        SiteScripts.MARKERS,
                        paths.routes(),
                        paths.markers(site.project(), site.environment()),
                        route.wire()));
    }

    /** Makes the markers of a site for another service's operation. */
    public void mark(Hold hold, Site site, Route route) {
        CommandResult result = app.change(
                hold,
                site.project(),
                site.environment(),
                Command.script(
                        SiteScripts.MARKERS,
                        paths.routes(),
                        paths.markers(site.project(), site.environment()),
                        route.wire()));
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.INTERNAL,
                    "The markers of %s could not be made: %s".formatted(site.project(), result.complaint()));
        }
    }

    public void unmark(HeldOperation held, String project, Environment environment) {
        app.change(
                held,
                "remove the site's markers",
                Command.script(SiteScripts.REMOVE_MARKERS, paths.markers(project, environment)));
    }

    /**
     * Puts a site's text in place and has Caddy load it; does nothing when it stands there already.
     *
     * @throws CodebException SITE_INVALID with Caddy's own reason; the file is then as it was
     */
    public void put(HeldOperation held, String project, Environment environment, String text) {
        settle(
                project,
                app.change(held, command(project, environment, Sha256.hex(text)).reading(text)));
    }

    /** Puts a site's text in place for another service's operation. @throws CodebException SITE_INVALID */
    public void put(Hold hold, String project, Environment environment, String text) {
        settle(
                project,
                app.change(
                        hold,
                        project,
                        environment,
                        command(project, environment, Sha256.hex(text)).reading(text)));
    }

    /** Takes a site away. */
    public void remove(HeldOperation held, String project, Environment environment) {
        settle(project, app.change(held, command(project, environment, "absent")));
    }

    private Command command(String project, Environment environment, String hash) {
        return Command.script(
                        SiteScripts.PUT,
                        paths.routes(),
                        paths.siteFile(project, environment),
                        hash,
                        caddyfile,
                        validate,
                        reload)
                .within(LIMIT);
    }

    private void settle(String project, CommandResult result) {
        String why = CaddyReason.of(result.complaint());
        switch (result.exit()) {
            case 0 -> {}
            case SiteScripts.REFUSED ->
                throw new CodebException(
                        ErrorCode.SITE_INVALID,
                        "Caddy refuses the site of %s: %s. The site is as it was; correct the cause and call again."
                                .formatted(project, why));
            case SiteScripts.SILENT ->
                throw new CodebException(
                        ErrorCode.SERVICE_UNAVAILABLE,
                        "Caddy on the app server does not take its configuration just now: %s. The site is as it was; call again."
                                .formatted(why));
            case SiteScripts.NOT_IMPORTED ->
                throw new CodebException(
                        ErrorCode.SITE_INVALID,
                        "The site of %s would never be served: %s. Add that line to it, then call again."
                                .formatted(project, why));
            default ->
                throw new CodebException(
                        ErrorCode.INTERNAL,
                        "The app server could not put the site of %s in place: %s".formatted(project, why));
        }
    }

    private static String line(String words) {
        return Words.line(List.of(words.trim().split("\\s+")));
    }
}
