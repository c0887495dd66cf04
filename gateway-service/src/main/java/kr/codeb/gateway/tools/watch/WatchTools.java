package kr.codeb.gateway.tools.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.DeployerClient;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.neighbour.SystemHealth;
import kr.codeb.gateway.operation.OperationViews;
import kr.codeb.gateway.tools.Params;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Looking: logs, history, health. */
@Singleton
class WatchTools implements ToolGroup {

    private final RegistryClient registry;
    private final DeployerClient deployer;
    private final OperationViews operations;
    private final SystemHealth parts;

    WatchTools(
            @RestClient RegistryClient registry,
            @RestClient DeployerClient deployer,
            OperationViews operations,
            SystemHealth parts) {
        this.registry = registry;
        this.deployer = deployer;
        this.operations = operations;
        this.parts = parts;
    }

    @Override
    public List<Tool> tools() {
        return List.of(logs(), history(), health());
    }

    private Tool logs() {
        return Tool.named("logs")
                .says("Shows the last lines that a slot's container wrote.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.ENVIRONMENT,
                        Param.choice("slot", "blue or green; the active one if it is not given.", "blue", "green"),
                        Param.whole("lines", "How many lines.", 1, 5000).orElse(200),
                        since())
                .answers("slot, lines[]")
                .calls(this::tail);
    }

    private static Param since() {
        return Param.text("since", "Only what is younger: 10m, 1h30m, or a time such as 2026-01-14T10:00:00Z.", 40)
                .matching(
                        "^([1-9][0-9]{0,6}[hms]([0-9]{1,6}[ms]){0,2}"
                                + "|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?"
                                + "(Z|[+-][0-9]{2}:[0-9]{2})?)?)$",
                        "a duration such as 10m, or a time such as 2026-01-14T10:00:00Z");
    }

    private ObjectNode tail(Call call) {
        SlotName slot = call.text("slot") == null ? chosen(call) : SlotName.of(call.text("slot"));
        DeployerClient.LogTail tail = Neighbour.reading(() ->
                deployer.logs(call.projectName(), call.environment(), slot, call.whole("lines"), call.text("since")));
        ObjectNode fields = Json.object().put("slot", tail.slot().wire());
        fields.set("lines", Json.tree(tail.lines()));
        return fields;
    }

    private SlotName chosen(Call call) {
        Slots slots = Neighbour.reading(() -> registry.slots(call.projectName(), call.environment()));
        return Stream.of(slots.in(SlotState.ACTIVE), slots.in(SlotState.DEPLOYED))
                .flatMap(Optional::stream)
                .map(Slot::name)
                .findFirst()
                .orElseThrow(() -> new CodebException(
                        ErrorCode.SLOT_NOT_DEPLOYED,
                        "%s (%s) has no running version. Deploy one first."
                                .formatted(call.projectName(), call.environment())));
    }

    private Tool history() {
        return Tool.named("history")
                .says("Lists what was done to a project, newest first.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.PROJECT)
                .takes(
                        Params.PROJECT,
                        Params.MAYBE_ENVIRONMENT,
                        Param.whole("limit", "How many operations.", 1, 500).orElse(20))
                .answers("operations[]{id, kind, tool, project, environment, by, at, duration, outcome, version, code,"
                        + " error, steps[]}")
                .calls(this::past);
    }

    private ObjectNode past(Call call) {
        ObjectNode fields = Json.object();
        fields.set(
                "operations",
                Json.tree(operations.list(call.caller(), call.projectName(), call.environment(), call.whole("limit"))));
        return fields;
    }

    private Tool health() {
        return Tool.named("health_check")
                .says("Asks all of CodeB's services and the servers they work on how they are.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .answers("healthy, parts{gateway, registry, provisioner, deployer}, hosts{app{ssh, docker, caddy},"
                        + " storage{ssh, postgres, redis, dns}}; each {status, latency, error}")
                .calls(call -> parts.everything());
    }
}
