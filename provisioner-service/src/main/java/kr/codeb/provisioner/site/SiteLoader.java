package kr.codeb.provisioner.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;
import kr.codeb.operations.ssh.Words;
import kr.codeb.provisioner.host.AppServer;

/**
 * Has Caddy load changed sites. Those that come while it loads share the next reload, since each rebuilds the whole
 * configuration; when it is refused each is tried alone, so that only the culprit is refused.
 */
final class SiteLoader {

    /** The script has a free file descriptor for the fence of each but the first. */
    private static final int MOST = 6;

    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Duration LIMIT = Duration.ofSeconds(25);
    private static final Script PUT = Sites.MARKERS.then(Script.of(SiteLoader.class, "put-sites.sh"));

    private final AppServer app;
    private final SitePaths paths;
    private final String caddyfile;
    private final String adapt;
    private final String reload;
    private final Together<SiteChange, Supplier<CommandResult>> line = new Together<>(MOST, PATIENCE, this::load);
    private final Command askVersion;
    private volatile CaddyVersion version;

    SiteLoader(AppServer app, SitePaths paths, String caddyfile, String adapt, String reload) {
        this.app = app;
        this.paths = paths;
        this.caddyfile = caddyfile;
        this.adapt = line(adapt);
        this.reload = line(reload);
        this.askVersion = Command.of(adapt.trim().split("\\s+")[0], "version").within(Duration.ofSeconds(10));
    }

    /**
     * @return how {@code put-sites.sh} ended for this change
     * @throws CodebException SERVICE_UNAVAILABLE when too many others came first; HOST_UNREACHABLE
     * @throws kr.codeb.contracts.operation.HoldLost when the hold is gone
     */
    CommandResult apply(SiteChange change) {
        try {
            return line.ask(change).get();
        } catch (Together.TooMany tooMany) {
            throw new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The site of %s waited %d s behind other changes of sites; %d more wait. It is as it was; call again in a minute."
                            .formatted(change.project(), PATIENCE.toSeconds(), tooMany.waiting()));
        } catch (Together.NotSeen notSeen) {
            app.unsettled(change.hold());
            throw new CodebException(
                    ErrorCode.HOST_UNREACHABLE,
                    "Whether Caddy took the site of %s is not known yet: the load that it shares with others has not ended. Call again in a minute."
                            .formatted(change.project()));
        }
    }

    private List<Supplier<CommandResult>> load(List<SiteChange> changes) {
        Set<String> done = changes.size() == 1 ? Set.of() : together(changes);
        List<Supplier<CommandResult>> results = new ArrayList<>();
        for (SiteChange change : changes) {
            results.add(done.contains(change.file()) ? () -> new CommandResult(0, "", "") : alone(change));
        }
        return results;
    }

    private Supplier<CommandResult> alone(SiteChange change) {
        try {
            CommandResult result = run(List.of(change));
            return () -> result;
        } catch (RuntimeException failure) {
            return () -> {
                throw failure;
            };
        }
    }

    /** @return the files of those that are done; the others are to be tried alone */
    private Set<String> together(List<SiteChange> changes) {
        try {
            CommandResult result = run(changes);
            return result.ok() ? result.out().lines().collect(Collectors.toSet()) : Set.of();
        } catch (RuntimeException someHold) {
            changes.forEach(change -> app.unsettled(change.hold()));
            return Set.of();
        }
    }

    private CommandResult run(List<SiteChange> changes) {
        SiteChange first = changes.getFirst();
        StringBuilder input = new StringBuilder(SiteChange.line("_codeb.caddy", CommonSite.render(paths, version())));
        for (SiteChange change : changes) {
            input.append(change.line(change == first ? null : app.fence(change.project(), change.environment())));
        }
        Command put = Command.script(PUT, paths.routes(), paths.sites(), caddyfile, adapt, reload)
                .reading(input.toString())
                .within(LIMIT);
        CommandResult result = app.change(first.hold(), first.project(), first.environment(), put);
        if (!result.ok()) {
            version = null;
        }
        return result;
    }

    /** Asked once, and again after a refusal: it may have been another Caddy meanwhile. */
    CaddyVersion version() {
        CaddyVersion known = version;
        if (known == null) {
            CommandResult said = app.ask(askVersion);
            known = said.ok() ? CaddyVersion.of(said.out()) : CaddyVersion.OLDEST;
            version = known;
        }
        return known;
    }

    private static String line(String words) {
        return Words.line(List.of(words.trim().split("\\s+")));
    }
}
