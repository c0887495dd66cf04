package kr.codeb.gateway.tools.slot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.SlotStatus;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.Reads;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Params;
import kr.codeb.gateway.tools.Settings;
import kr.codeb.gateway.tools.VisitorsHealth;
import kr.codeb.web.Concurrent;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Slots: what the registry says, and what Docker really says. */
@Singleton
class SlotTools implements ToolGroup {

    private static final Duration DOCKER = Duration.ofSeconds(10);

    private final RegistryClient registry;
    private final Reads reads;
    private final Urls urls;

    SlotTools(@RestClient RegistryClient registry, Reads reads, Urls urls) {
        this.registry = registry;
        this.reads = reads;
        this.urls = urls;
    }

    @Override
    public List<Tool> tools() {
        return List.of(status(), list());
    }

    private Tool status() {
        return Tool.named("slot_status")
                .title("Where a project stands")
                .says(
                        "Shows both slots (active has the visitors, deployed waits, grace is kept for rollback, empty), what Docker"
                                + " really says, addresses, settings, and a running operation. Call it first when in doubt.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.ENVIRONMENT)
                .answers(
                        Field.text("projectName"),
                        Field.text("teamId").maybe(),
                        Field.text("environment"),
                        Field.text("activeSlot").maybe(),
                        SlotFields.slot("blue").andMore(),
                        SlotFields.slot("green").andMore(),
                        Field.text("lastUpdated").maybe(),
                        Field.object("containers").maybe(),
                        Field.whole("containersAgeMs").maybe(),
                        Field.text("containersError").maybe(),
                        Field.flag("healthy").maybe(),
                        Field.text("reason").maybe(),
                        Field.text("url"),
                        Field.text("previewUrl").maybe(),
                        Settings.FIELD,
                        Field.object("operation", Field.text("id"), Field.text("kind"), Field.text("at"))
                                .folded()
                                .maybe())
                .andMore()
                .tells(Told::status)
                .calls(this::answer);
    }

    private ObjectNode answer(Call call) {
        Concurrent<ContainerViews> containers = Concurrent.begin(() -> containers(call));
        SlotStatus status = reads.slots(call.project(), call.environment());
        ObjectNode fields = Json.object();
        fields.setAll(status.file());
        String active = fields.path("activeSlot").asText();
        if (!fields.path(active).path("state").asText().equals(SlotState.ACTIVE.wire())) {
            // Before the first promote the file names a slot that no visitor sees.
            fields.putNull("activeSlot");
        }
        addressesAndSettings(call, fields);
        if (status.running() != null) {
            fields.set("operation", Json.tree(status.running()));
        }
        tell(containers.within(DOCKER, unknown("The deployer does not answer, so Docker could not be asked.")), fields);
        VisitorsHealth.of(fields).ifPresent(health -> health.tell(fields));
        return fields;
    }

    private void addressesAndSettings(Call call, ObjectNode fields) {
        ProjectEnvironment settings = call.project().in(call.environment()).orElseThrow();
        fields.put("url", urls.site(call.projectName(), call.environment(), settings.domain()));
        for (SlotName slot : SlotName.values()) {
            if (fields.path(slot.wire()).path("state").asText().equals(SlotState.DEPLOYED.wire())) {
                fields.put("previewUrl", urls.preview(call.projectName(), call.environment(), slot));
            }
        }
        fields.set(Settings.FIELD.name(), Settings.of(settings));
    }

    private ContainerViews containers(Call call) {
        try {
            return reads.containers(call.project(), call.environment());
        } catch (CodebException told) {
            return unknown(told.getMessage());
        }
    }

    private static ContainerViews unknown(String why) {
        return new ContainerViews(null, 0, why);
    }

    /** What Docker says and how old it is, or why it could not be asked: the slot file is an answer without it. */
    private static void tell(ContainerViews views, ObjectNode fields) {
        if (views.containers() != null) {
            ObjectNode containers = fields.putObject("containers");
            views.containers()
                    .forEach(container -> containers.set(container.slot().wire(), Json.tree(container)));
            fields.put("containersAgeMs", views.ageMillis());
        }
        if (views.error() != null) {
            fields.put("containersError", views.error());
        }
    }

    private Tool list() {
        return Tool.named("slot_list")
                .title("All slots of the team")
                .says(
                        "Lists both slots of every project, as the registry has them. project_list is shorter and says which"
                                + " are well; slot_status tells more of one project.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .answers(Field.list(
                                "slots",
                                Field.text("projectName"),
                                Field.text("teamId"),
                                Field.text("environment"),
                                Field.text("activeSlot").maybe(),
                                SlotFields.slot("blue"),
                                SlotFields.slot("green"),
                                Field.text("lastUpdated").maybe())
                        .folded())
                .shortens("slots", false)
                .tells((params, answer) -> SlotFields.told(answer.path("slots")))
                .calls(this::list);
    }

    private ObjectNode list(Call call) {
        String team = call.caller().teamId();
        ObjectNode fields = Json.object();
        fields.set(
                "slots",
                Json.tree(Neighbour.reading(() -> registry.slots(team)).stream()
                        .filter(slots -> call.caller().owns(slots.teamId(), slots.projectName(), slots.environment()))
                        .map(SlotTools::promotedOnly)
                        .collect(Collectors.toList())));
        return fields.put("cut", false);
    }

    /** Before the first promote no slot is active, whatever the file names. */
    private static Slots promotedOnly(Slots slots) {
        return slots.in(SlotState.ACTIVE).isPresent()
                ? slots
                : new Slots(
                        slots.projectName(),
                        slots.teamId(),
                        slots.environment(),
                        null,
                        slots.blue(),
                        slots.green(),
                        slots.lastUpdated());
    }
}
