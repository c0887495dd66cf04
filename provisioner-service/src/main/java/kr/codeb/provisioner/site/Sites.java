package kr.codeb.provisioner.site;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.HostNames;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandFailed;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Exit;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.settings.ProvisionerConfig;

/** Site files and markers on the App Server. A file that Caddy refuses is never left there. */
@Singleton
public class Sites {

    static final Script MARKERS = Script.of(Sites.class, "markers.sh");
    private static final Script READ = Script.of(Sites.class, "read-site.sh");
    private static final Script MARK = MARKERS.then(Script.of(Sites.class, "make-markers.sh"));
    private static final Script UNMARK = Script.of(Sites.class, "remove-markers.sh");

    private final AppServer app;
    private final SitePaths paths;
    private final SiteLoader loader;

    @Inject
    Sites(AppServer app, ProvisionerConfig config) {
        this(
                app,
                SitePaths.of(config),
                config.paths().caddyfile(),
                config.app().caddy().adapt(),
                config.app().caddy().reload());
    }

    /**
     * @param adapt words that turn a Caddyfile into Caddy's own form, to which the file's name is appended
     * @param reload words that have Caddy load a configuration in its own form, to which the file's name is appended
     */
    public Sites(AppServer app, SitePaths paths, String caddyfile, String adapt, String reload) {
        this.app = app;
        this.paths = paths;
        this.loader = new SiteLoader(app, paths, caddyfile, adapt, reload);
    }

    public SitePaths paths() {
        return paths;
    }

    /** Which Caddy loads them, and what that means for visitors. */
    public String caddyVersion() {
        return loader.version().told();
    }

    /** The site file's text as it is; empty when there is none. */
    public Optional<String> read(String project, Environment environment) {
        Command read = Command.script(READ, paths.siteFile(project, environment));
        CommandResult result = app.ask(read);
        if (result.is(Exit.ABSENT)) {
            return Optional.empty();
        }
        if (!result.ok()) {
            throw new CommandFailed(app.remote().name(), read, result);
        }
        return Optional.of(new String(Base64.getMimeDecoder().decode(result.out()), StandardCharsets.UTF_8));
    }

    /** Whether a site has its markers already. */
    public boolean hasMarkers(String project, Environment environment) {
        return app.ask(Command.of("test", "-h", paths.markers(project, environment) + "/live"))
                .ok();
    }

    /** Makes the markers of a site; no traffic moves when they already say so. */
    public void mark(HeldOperation held, Site site, Route route) {
        mark(held.hold(), site, route);
    }

    /** Makes the markers of a site for another service's operation. */
    public void mark(Hold hold, Site site, Route route) {
        Command mark = Command.script(
                MARK,
                Stream.concat(
                                Stream.of(
                                        paths.routes(),
                                        paths.markers(site.project(), site.environment()),
                                        route.wire()),
                                site.previews().stream())
                        .toArray(String[]::new));
        CommandResult result = app.change(hold, site.project(), site.environment(), mark);
        if (!result.ok()) {
            throw new CommandFailed(app.remote().name(), mark, result);
        }
    }

    /** Removes a site's markers: whoever asks for it hears 503, and its previews are gone. */
    public void unmark(EnvironmentHold hold) {
        String markers = paths.markers(hold.project(), hold.environment());
        Stream<String> previews = Stream.of(SlotName.values())
                .map(slot -> new HostNames(paths.baseDomain()).preview(hold.project(), hold.environment(), slot));
        app.change(
                hold,
                "remove the site's markers",
                Command.script(
                        UNMARK,
                        Stream.concat(Stream.of(paths.routes(), markers), previews)
                                .toArray(String[]::new)));
    }

    /**
     * Has Caddy load a site and puts its file in place; does nothing when that is so already.
     *
     * @throws CodebException SITE_INVALID with Caddy's own reason; SERVICE_UNAVAILABLE when Caddy or the turn did not come in
     *     time; the file is then as it was
     */
    public void put(HeldOperation held, String project, Environment environment, String text) {
        put(held.hold(), project, environment, text);
    }

    /** Puts a site in place for another service's operation. @throws CodebException as {@link #put(HeldOperation, String, Environment, String)} */
    public void put(Hold hold, String project, Environment environment, String text) {
        settle(new SiteChange(project, environment, hold, text));
    }

    /** Takes a site away; Caddy hears of it as soon as it can. */
    public void remove(EnvironmentHold hold) {
        settle(new SiteChange(hold.project(), hold.environment(), hold.hold(), null));
    }

    private void settle(SiteChange change) {
        CommandResult result = loader.apply(change);
        if (result.ok()) {
            return;
        }
        String why = CaddyReason.of(result.complaint());
        if (result.is(Exit.CADDY_REFUSED)) {
            throw new CodebException(
                    ErrorCode.SITE_INVALID,
                    "Caddy refuses the site of %s: %s. The site is as it was; correct the cause and call again."
                            .formatted(change.project(), why));
        }
        if (result.is(Exit.NOT_IMPORTED)) {
            throw new CodebException(
                    ErrorCode.SITE_INVALID,
                    "The site of %s would never be served: %s. Add that line to it, then call again."
                            .formatted(change.project(), why));
        }
        if (result.is(Exit.CADDY_SILENT) || result.endedForTime()) {
            throw new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "Caddy on the app server does not take its configuration just now: %s. The site is as it was; call again."
                            .formatted(result.endedForTime() ? "it took too long" : why));
        }
        throw new CodebException(
                ErrorCode.INTERNAL,
                "The app server could not put the site of %s in place: %s".formatted(change.project(), why));
    }
}
