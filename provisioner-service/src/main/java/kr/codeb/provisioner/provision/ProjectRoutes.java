package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.hold.Effect;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.site.Routes;
import kr.codeb.provisioner.site.Site;
import kr.codeb.provisioner.site.SitePaths;
import kr.codeb.provisioner.site.Sites;
import kr.codeb.settings.ProvisionerConfig;

/** An environment's markers, which say who receives traffic. They are no field of a scan's answer, only drift when they are wrong. */
@Singleton
public class ProjectRoutes implements Aspect<Void> {

    private static final Script READ = Script.of(ProjectRoutes.class, "read-markers.sh");

    private final AppServer app;
    private final Sites sites;
    private final Routes routes;
    private final String baseDomain;

    public ProjectRoutes(AppServer app, Sites sites, Routes routes, ProvisionerConfig config) {
        this.app = app;
        this.sites = sites;
        this.routes = routes;
        this.baseDomain = config.baseDomain();
    }

    /**
     * The markers as they are.
     *
     * @param live where the link leads; empty when there is none
     * @param previews names of the slots whose preview is open
     * @param state names of the files in the state of the route that there should be
     */
    record Markers(String live, Set<String> previews, Set<String> state) {}

    @Override
    public RepairPart part() {
        return RepairPart.ROUTES;
    }

    @Override
    public Finding<Void> look(ScannedEnvironment environment) {
        if (environment.slots() == null) {
            return Finding.nothing();
        }
        SitePaths paths = sites.paths();
        String state = paths.routes() + "/.states/" + Route.of(environment.slots());
        List<String> lines = app.ask(
                        "read the markers of the site",
                        Command.script(READ, paths.markers(environment.project(), environment.environment()), state))
                .lines()
                .toList();
        Markers markers = new Markers(lines.get(0), words(lines.get(1)), words(lines.get(2)));
        return Finding.at(null, Differences.routes(environment.slots(), markers, paths.routes()));
    }

    /** Makes the markers as the slots say, and moves the traffic there. */
    public Route ensure(EnvironmentHold hold, ProjectEnvironment settings, Slots slots) {
        Route route = Route.of(slots);
        if (!sites.hasMarkers(hold.project(), hold.environment())) {
            hold.note(Effect.MARKERS, route.wire());
        }
        sites.mark(hold.hold(), Site.of(hold.project(), hold.environment(), settings, baseDomain), route);
        List<SlotName> previews = Stream.of(slots.blue(), slots.green())
                .filter(slot -> slot.state() != SlotState.EMPTY)
                .map(Slot::name)
                .toList();
        RouteChange change = new RouteChange(route, previews, false);
        routes.change(hold.hold(), hold.project(), hold.environment(), settings, change);
        return route;
    }

    @Override
    public String repair(EnvironmentHold hold, ScannedEnvironment environment) {
        return "Traffic goes where the registry says: %s."
                .formatted(ensure(hold, environment.settings(), environment.slots()));
    }

    @Override
    public void takeBack(OwnHold hold) {
        if (hold.had(Effect.MARKERS)) {
            sites.unmark(hold);
        }
    }

    @Override
    public void remove(EnvironmentHold hold, ScannedEnvironment environment) {
        sites.unmark(hold);
    }

    private static Set<String> words(String line) {
        Set<String> words = new TreeSet<>(Arrays.asList(line.strip().split("\\s+")));
        words.remove("");
        return words;
    }
}
