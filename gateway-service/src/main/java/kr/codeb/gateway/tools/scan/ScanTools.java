package kr.codeb.gateway.tools.scan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.contracts.scan.ScanView;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Params;
import kr.codeb.gateway.tools.Place;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Where reality and registry differ. Answers also while the registry's own files are damaged. */
@Singleton
class ScanTools implements ToolGroup {

    private static final String REPAIR = "repair";

    private final RegistryClient registry;
    private final ScanClient deployer;
    private final RegistryFiles files;

    ScanTools(@RestClient RegistryClient registry, @RestClient ScanClient deployer, RegistryFiles files) {
        this.registry = registry;
        this.deployer = deployer;
        this.files = files;
    }

    @Override
    public List<Tool> tools() {
        return List.of(scan(), repair());
    }

    private Tool scan() {
        return answered(Tool.named("workflow_scan")
                        .alias("scan")
                        .title("Compare a project with reality")
                        .says(
                                "Compares what the registry says of a project with what is really there, and names each difference"
                                        + " (drift). It changes nothing; workflow_repair mends.")
                        .needs(Role.VIEWER)
                        .effect(Effect.READ)
                        .takes(
                                Params.PROJECT,
                                Params.ENVIRONMENT,
                                Param.flag(REPAIR, "As workflow_repair.")
                                        .raising(Role.ADMIN)
                                        .orElse(false)
                                        .unlisted()))
                .either(call -> call.flag(REPAIR), this::look, OperationKind.REPAIR, this::prepared);
    }

    private Tool repair() {
        return answered(Tool.named("workflow_repair")
                        .title("Mend what differs from the registry")
                        .says(
                                "Mends each repairable difference that workflow_scan names, damaged registry files first; gives up"
                                        + " nothing. Passwords, ports and numbers stay as they are.")
                        .needs(Role.ADMIN)
                        .effect(Effect.CHANGE)
                        .repeatable()
                        .takes(Params.PROJECT, Params.ENVIRONMENT))
                .runs(OperationKind.REPAIR, this::prepared);
    }

    private static Tool.Draft answered(Tool.Draft draft) {
        return draft.about(Scope.SCANNED)
                .answers(
                        Field.text("projectName").maybe(),
                        Field.text("environment").maybe(),
                        Field.flag("registered").maybe(),
                        Field.object("ports").maybe(),
                        Field.object("slots").maybe(),
                        Field.object("env").maybe(),
                        Field.object("site").maybe(),
                        Field.object("dns").maybe(),
                        Field.object("database").maybe(),
                        Field.object("redis").maybe(),
                        Field.object("containers").maybe(),
                        Field.list(
                                        "drift",
                                        Field.text("what"),
                                        Field.text("expected").maybe(),
                                        Field.text("found").maybe(),
                                        Field.flag("repairable"),
                                        Field.flag("repaired").maybe())
                                .folded(),
                        Field.texts("issues").maybe())
                .andMore()
                .tells(ScanTools::told);
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        List<String> sentences = new ArrayList<>();
        answer.path("drift")
                .forEach(drift -> sentences.add("%s: expected %s, found %s%s."
                        .formatted(
                                drift.path("what").asText(),
                                drift.path("expected").asText("nothing"),
                                drift.path("found").asText("nothing"),
                                drift.path("repaired").asBoolean()
                                        ? "; mended"
                                        : drift.path("repairable").asBoolean()
                                                ? "; workflow_repair mends it"
                                                : "; a person has to decide")));
        answer.path("issues").forEach(issue -> sentences.add(issue.asText()));
        return sentences.isEmpty()
                ? "%s is as the registry says.".formatted(Place.of(params))
                : "%s:\n%s".formatted(Place.of(params), String.join("\n", sentences));
    }

    private ObjectNode look(Call call) {
        if (call.project() == null) {
            return ours(call) ? scan(call) : unreadable(call);
        }
        return call.project().in(call.environment()).isPresent() ? scan(call) : unregistered(call);
    }

    private ObjectNode scan(Call call) {
        return ask(() -> deployer.scan(call.projectName(), call.environment()));
    }

    /** Without the SSOT only the slot file tells whose the project is. */
    private boolean ours(Call call) {
        try {
            String owner = ask(() -> registry.slots(call.projectName(), call.environment()))
                    .teamId();
            return call.caller().teamId().equals(owner);
        } catch (CodebException unknown) {
            return false;
        }
    }

    /** The same for every project whose owner nobody can tell, so that none shows. */
    private ObjectNode unreadable(Call call) {
        List<RegistryFile> states = files.states(RegistryFile.SSOT);
        return (ObjectNode) Json.tree(ScanView.unknown(
                call.projectName(),
                call.environment(),
                null,
                states.stream()
                        .filter(file -> !file.usable())
                        .map(file -> Drift.repairable(
                                "registry file " + file.file(),
                                "readable",
                                file.state().wire()))
                        .toList(),
                List.of("The registry's list of projects cannot be read, so nothing more can be told of any project. "
                        + "An admin's call with repair brings the last good version back.")));
    }

    private static ObjectNode unregistered(Call call) {
        return (ObjectNode) Json.tree(ScanView.unknown(
                call.projectName(),
                call.environment(),
                false,
                List.of(),
                List.of("%s has no environment %s. workflow_init with environment %s makes it."
                        .formatted(call.projectName(), call.environment(), call.environment()))));
    }

    /** The params of the operation, with the files that were brought back before it. */
    private ObjectNode prepared(Call call) {
        List<RestoredFile> restored = new ArrayList<>();
        Project project = call.project();
        if (project == null) {
            files.restoreSsot().ifPresent(restored::add);
            project = ask(() -> registry.project(call.projectName()));
        }
        boolean ours = call.caller().owns(project.teamId(), project.name());
        if (!ours || project.in(call.environment()).isEmpty()) {
            throw new CodebException(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "Your team has no project %s (%s). project_list shows those there are; workflow_init makes one."
                            .formatted(call.projectName(), call.environment()),
                    Map.of("projectName", call.projectName()));
        }
        restored.addAll(files.restoreOthers(call.projectName(), call.environment()));
        ObjectNode params = call.params().deepCopy();
        params.set("restored", Json.tree(restored));
        return params;
    }

    private static <T> T ask(Supplier<T> question) {
        return Neighbour.reading(question);
    }
}
