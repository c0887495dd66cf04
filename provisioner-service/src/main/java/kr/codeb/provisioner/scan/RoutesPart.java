package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.operations.ssh.Command;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.site.Routes;
import kr.codeb.provisioner.site.SitePaths;
import kr.codeb.provisioner.site.Sites;
import kr.codeb.settings.ProvisionerConfig;

/** The markers that say who receives traffic. They are no field of the answer, only drift when they are wrong. */
@Singleton
class RoutesPart implements Part<Void> {

    /** Three lines: where the link leads, the previews, what stands in the route's state. Arguments: markers, state. */
    private static final String READ = """
            readlink "$1/live" || echo
            for slot in blue green; do [ ! -e "$1/preview-$slot" ] || printf '%s ' "$slot"; done
            echo
            [ ! -d "$2" ] || ls "$2" | tr '\\n' ' '
            echo
            """;

    private final AppServer app;
    private final Sites sites;
    private final Routes routes;
    private final String baseDomain;

    RoutesPart(AppServer app, Sites sites, Routes routes, ProvisionerConfig config) {
        this.app = app;
        this.sites = sites;
        this.routes = routes;
        this.baseDomain = config.baseDomain();
    }

    /**
     * The markers as they stand.
     *
     * @param live where the link leads; empty when there is none
     * @param previews names of the slots whose preview is open
     * @param state names of the files in the state of the route that there should be
     */
    record Markers(String live, Set<String> previews, Set<String> state) {}

    @Override
    public RepairPart name() {
        return RepairPart.ROUTES;
    }

    @Override
    public Look<Void> look(Subject subject) {
        if (subject.slots() == null) {
            return Look.nothing();
        }
        SitePaths paths = sites.paths();
        String state = paths.routes() + "/.states/" + Route.of(subject.slots());
        List<String> lines = app.ask(
                        "read the markers of the site",
                        Command.script(READ, paths.markers(subject.project(), subject.environment()), state))
                .lines()
                .toList();
        Markers markers = new Markers(lines.get(0), words(lines.get(1)), words(lines.get(2)));
        return Look.at(null, Differences.routes(subject.slots(), markers, paths.routes()));
    }

    @Override
    public String repair(Hold hold, Subject subject) {
        Route route = Route.of(subject.slots());
        sites.mark(hold, subject.site(baseDomain), route);
        routes.change(
                hold,
                subject.project(),
                subject.environment(),
                subject.settings(),
                new RouteChange(
                        route, subject.standing().stream().map(Slot::name).toList(), false));
        return "Traffic goes where the registry says: %s.".formatted(route);
    }

    private static Set<String> words(String line) {
        Set<String> words = new TreeSet<>(Arrays.asList(line.strip().split("\\s+")));
        words.remove("");
        return words;
    }
}
