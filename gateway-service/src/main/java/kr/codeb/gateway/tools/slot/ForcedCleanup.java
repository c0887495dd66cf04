package kr.codeb.gateway.tools.slot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Plan;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Place;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What {@code slot_cleanup} with {@code force} gives up that would have stayed without. */
@Singleton
class ForcedCleanup {

    private final RegistryClient registry;

    ForcedCleanup(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    boolean givesUp(Call call) {
        return call.flag("force") && !slots(call).isEmpty();
    }

    Plan plan(Call call) {
        List<Slot> slots = slots(call);
        ObjectNode shown = call.params().deepCopy();
        ArrayNode removed = shown.putArray("slots");
        slots.forEach(slot -> removed.addObject()
                .put("slot", slot.name().wire())
                .put("version", slot.version())
                .put("state", slot.state().wire()));
        return new Plan(
                shown,
                "%s would lose %s."
                        .formatted(
                                Place.of(call.params()),
                                slots.stream().map(ForcedCleanup::told).collect(Collectors.joining(" and "))));
    }

    private static String told(Slot slot) {
        return "%s in slot %s, %s"
                .formatted(
                        slot.version(),
                        slot.name().wire(),
                        slot.state() == SlotState.GRACE
                                ? "which is kept for a rollback: none would be possible then"
                                : "which waits for its promote");
    }

    private List<Slot> slots(Call call) {
        Slots slots = Neighbour.reading(() -> registry.slots(call.projectName(), call.environment()));
        return Stream.of(SlotState.GRACE, SlotState.DEPLOYED)
                .flatMap(state -> slots.in(state).stream())
                .toList();
    }
}
