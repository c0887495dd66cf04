package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kr.codeb.contracts.deployer.ContainerConditions;
import kr.codeb.contracts.deployer.ContainerConditions.ContainerCondition;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.tools.VisitorsHealth;

/**
 * How the containers of many projects are.
 *
 * @param unknown why nobody can tell; null when it is known
 */
record Conditions(Map<Place, ContainerCondition> containers, String unknown) {

    private record Place(String project, Environment environment, SlotName slot) {}

    static Conditions asked(Supplier<ContainerConditions> question) {
        try {
            ContainerConditions said = question.get();
            return said.error() == null ? new Conditions(byPlace(said.containers()), null) : unknown(said.error());
        } catch (CodebException told) {
            return unknown(told.getMessage());
        }
    }

    static Conditions unknown(String why) {
        return new Conditions(Map.of(), why);
    }

    private static Map<Place, ContainerCondition> byPlace(List<ContainerCondition> containers) {
        return containers.stream()
                .collect(Collectors.toMap(
                        one -> new Place(one.project(), one.environment(), one.slot()),
                        Function.identity(),
                        (one, other) -> one));
    }

    /** Adds whether visitors are well served, why not, and what else is unusual. */
    void tell(Slots slots, ObjectNode environment) {
        if (unknown != null) {
            if (slots.in(SlotState.ACTIVE).isPresent()) {
                environment.put("reason", unknown);
            }
            return;
        }
        ObjectNode status = (ObjectNode) Json.tree(slots);
        ObjectNode containers = status.putObject("containers");
        for (SlotName slot : SlotName.values()) {
            ContainerCondition condition =
                    this.containers.get(new Place(slots.projectName(), slots.environment(), slot));
            ObjectNode container = condition == null ? Json.object() : (ObjectNode) Json.tree(condition);
            containers.set(slot.wire(), container.put("exists", condition != null));
            if (condition != null && slots.slot(slot).state() != SlotState.EMPTY) {
                condition
                        .unusual()
                        .forEach(sentence -> environment
                                .withArrayProperty("unusual")
                                .add("%s (%s): %s"
                                        .formatted(slot, slots.slot(slot).version(), sentence)));
            }
        }
        VisitorsHealth.of(status).ifPresent(health -> health.tell(environment));
    }
}
