package kr.codeb.deployer.neighbour;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Env files and routes. */
@Singleton
public class Provisioner {

    private final ProvisionerClient client;

    public Provisioner(@RestClient ProvisionerClient client) {
        this.client = client;
    }

    /** Makes the environment of a new release from the truth. */
    public EnvRelease release(HeldOperation held) {
        Operation operation = held.operation();
        return Neighbour.changing(() -> client.release(operation.project(), operation.environment(), held.hold()));
    }

    /** The environment of an earlier release. */
    public EnvRelease release(Operation operation, String version) {
        return Neighbour.patiently(
                Neighbour.OPERATION, () -> client.release(operation.project(), operation.environment(), version));
    }

    /** Sends traffic to {@code route} and has previews for these slots. @return the slot that answered, if asked */
    public String route(HeldOperation held, Route route, List<SlotName> previews, boolean verify) {
        Operation operation = held.operation();
        RouteChange change = new RouteChange(route, previews, verify);
        return Neighbour.changing(() -> client.route(operation.project(), operation.environment(), held.hold(), change))
                .answeredBy();
    }

    /** Routes as the registry's slots say: where every undo ends. */
    public void routeAs(HeldOperation held, Slots slots) {
        route(held, Route.of(slots), inUse(slots), false);
    }

    /** The slots that hold a version. */
    public static List<SlotName> inUse(Slots slots) {
        return Stream.of(slots.blue(), slots.green())
                .filter(slot -> slot.state() != SlotState.EMPTY)
                .map(Slot::name)
                .toList();
    }
}
