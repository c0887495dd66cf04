package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.tools.Params;
import kr.codeb.gateway.tools.Place;
import kr.codeb.gateway.tools.workflow.WorkflowParams;

/** Changes the settings of what exists. */
@Singleton
class UpdateTool implements ToolGroup {

    private static final int A_YEAR = 8760;

    private final Caps caps;

    UpdateTool(Caps caps) {
        this.caps = caps;
    }

    @Override
    public List<Tool> tools() {
        return List.of(update());
    }

    private Tool update() {
        return Tool.named("project_update")
                .title("Change a project's settings")
                .says(
                        "Changes settings of an environment; what is not given stays. takesEffect says when: a container gets"
                                + " its port, health path, memory and CPUs at the next deploy.")
                .needs(Role.MEMBER)
                .effect(Effect.CHANGE)
                .repeatable()
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.ENVIRONMENT,
                        ProjectParams.CONTAINER_PORT.withoutDefault(),
                        ProjectParams.HEALTH_PATH.withoutDefault(),
                        ProjectParams.MEMORY.withoutDefault(),
                        ProjectParams.CPUS.withoutDefault(),
                        Param.whole("graceHours", "Hours that rollback stays possible after a promote.", 1, A_YEAR),
                        WorkflowParams.TYPE.withoutDefault(),
                        WorkflowParams.DEPLOY_TYPE.withoutDefault(),
                        CiTrustParam.PARAM)
                .answers(
                        Field.table("changed", Field.anything("from").maybe(), Field.anything("to")),
                        Field.text("takesEffect"))
                .tells(UpdateTool::told)
                .runs(OperationKind.UPDATE, this::wanted);
    }

    private ObjectNode wanted(Call call) {
        CiTrustParam.check(call);
        return caps.checked(call, ProjectParams.normal(call.params()));
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        JsonNode changed = answer.path("changed");
        if (changed.isEmpty()) {
            return "%s had these settings already.".formatted(Place.of(params));
        }
        boolean now = answer.path("takesEffect").asText().equals("now");
        return changed.propertyStream()
                .map(one -> "%s is %s, was %s"
                        .formatted(
                                one.getKey(),
                                shown(one.getValue().path("to")),
                                shown(one.getValue().path("from"))))
                .collect(Collectors.joining(
                        "; ",
                        "%s: ".formatted(Place.of(params)),
                        now
                                ? ". It counts from now on."
                                : ". Running versions keep theirs; the next deploy takes it."));
    }

    private static String shown(JsonNode setting) {
        return setting.isArray()
                ? setting.isEmpty() ? "empty" : "a list of %d".formatted(setting.size())
                : setting.asText("not set");
    }
}
