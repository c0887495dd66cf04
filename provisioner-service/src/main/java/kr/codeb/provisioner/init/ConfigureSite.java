package kr.codeb.provisioner.init;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.site.CaddySite;
import kr.codeb.provisioner.site.Site;
import kr.codeb.provisioner.site.Sites;

/** The site: markers first, so that it finds them; then the file, which Caddy has to accept. */
final class ConfigureSite implements Step {

    private final Init init;

    ConfigureSite(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "configure_site";
    }

    @Override
    public Outcome run() {
        Site site = init.site();
        Slots slots = init.servers().registry().slots(project(), environment()).orElseThrow();
        Route route = Route.of(slots);
        if (!sites().hasMarkers(project(), environment())) {
            init.made().willMake(Thing.MARKERS, route.wire());
        }
        sites().mark(init.held(), site, route);
        List<SlotName> previews = Stream.of(slots.blue(), slots.green())
                .filter(slot -> slot.state() != SlotState.EMPTY)
                .map(Slot::name)
                .toList();
        init.servers()
                .routes()
                .change(
                        init.held().hold(),
                        project(),
                        environment(),
                        init.settings(),
                        new RouteChange(route, previews, false));

        String text = CaddySite.render(site, sites().paths());
        Optional<String> before = sites().read(project(), environment());
        boolean changes = before.filter(text::equals).isEmpty();
        if (changes) {
            init.made().willMake(Thing.SITE, before.orElse(""));
        }
        sites().put(init.held(), project(), environment(), text);
        return changes ? Outcome.done() : Outcome.done("it stands there already");
    }

    @Override
    public void undo() {
        init.made().about(Thing.SITE).ifPresent(before -> {
            if (before.isEmpty()) {
                sites().remove(init.held(), project(), environment());
            } else {
                sites().put(init.held(), project(), environment(), before);
            }
        });
        if (init.made().made(Thing.MARKERS)) {
            sites().unmark(init.held(), project(), environment());
        }
    }

    private Sites sites() {
        return init.servers().sites();
    }

    private String project() {
        return init.names().project();
    }

    private Environment environment() {
        return init.names().environment();
    }
}
