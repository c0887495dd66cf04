package kr.codeb.gateway.tools.slot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.DeployerClient;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Params;
import kr.codeb.web.Concurrent;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Slots: what the registry says, and what Docker really says. */
@Singleton
class SlotTools implements ToolGroup {

    private static final Duration DOCKER = Duration.ofSeconds(10);

    private final RegistryClient registry;
    private final DeployerClient deployer;

    SlotTools(@RestClient RegistryClient registry, @RestClient DeployerClient deployer) {
        this.registry = registry;
        this.deployer = deployer;
    }

    @Override
    public List<Tool> tools() {
        return List.of(
                Tool.named("slot_status")
                        .says("Shows both slots of a project: states, versions, ports, and what Docker really says.")
                        .needs(Role.VIEWER)
                        .effect(Effect.READ)
                        .about(Scope.ENVIRONMENT)
                        .takes(Params.PROJECT, Params.ENVIRONMENT)
                        .answers("projectName, teamId, environment, activeSlot, blue{}, green{}, lastUpdated,"
                                + " containers{blue,green} or containersError")
                        .calls(this::status),
                Tool.named("slot_list")
                        .says("Shows the slots of all your team's projects.")
                        .needs(Role.VIEWER)
                        .effect(Effect.READ)
                        .answers("slots[]{projectName, environment, activeSlot, blue{}, green{}}")
                        .calls(this::list));
    }

    private ObjectNode status(Call call) {
        ObjectNode fields = Neighbour.reading(() -> registry.slotFile(call.projectName(), call.environment()));
        ObjectNode silence =
                Json.object().put("containersError", "The deployer does not answer, so Docker could not be asked.");
        fields.setAll(Concurrent.begin(() -> containers(call)).within(DOCKER, silence));
        return fields;
    }

    /** What Docker says, or why it could not be asked: the slot file is an answer without it. */
    private ObjectNode containers(Call call) {
        ObjectNode containers = Json.object();
        try {
            deployer.containers(call.projectName(), call.environment())
                    .forEach(container -> containers.set(container.slot().wire(), Json.tree(container)));
        } catch (CodebException told) {
            return Json.object().put("containersError", told.getMessage());
        }
        return Json.object().set("containers", containers);
    }

    private ObjectNode list(Call call) {
        String team = call.caller().teamId();
        ObjectNode fields = Json.object();
        fields.set(
                "slots",
                Json.tree(Neighbour.reading(() -> registry.slots(team)).stream()
                        .filter(slots -> team.equals(slots.teamId()))
                        .toList()));
        return fields;
    }
}
