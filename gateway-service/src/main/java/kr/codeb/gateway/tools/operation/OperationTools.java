package kr.codeb.gateway.tools.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Output;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.gateway.operation.OperationFilter;
import kr.codeb.gateway.operation.OperationViews;
import kr.codeb.gateway.tools.Params;
import kr.codeb.gateway.tools.Place;

/** What was done, and what is being done. */
@Singleton
class OperationTools implements ToolGroup {

    /** What is said of an operation wherever it is told. */
    private static final List<Field> FIELDS = List.of(
            Field.text("id"),
            Field.text("kind"),
            Field.text("tool").maybe(),
            Field.text("project").maybe(),
            Field.text("environment").maybe(),
            Field.object("by", Field.text("id").maybe(), Field.text("name").maybe()),
            Field.text("at"),
            Field.whole("duration"),
            Field.text("outcome"),
            Field.text("version").maybe(),
            Field.text("image").maybe(),
            Field.text("digest").maybe(),
            Field.text("reason").maybe(),
            Field.text("code").maybe(),
            Field.text("error").maybe());

    private final OperationViews operations;

    OperationTools(OperationViews operations) {
        this.operations = operations;
    }

    @Override
    public List<Tool> tools() {
        return List.of(get(), history());
    }

    private static Field[] and(Field... more) {
        return Stream.concat(FIELDS.stream(), Stream.of(more)).toArray(Field[]::new);
    }

    private Tool get() {
        return Tool.named("operation_get")
                .title("Wait for an operation")
                .says(
                        "Tells how an operation goes, by the operationId of an answer, and with waitSeconds waits for its end. Operations"
                                + " go on when a call is cancelled, cut off or answered with state running: ask here, do not call again.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .takes(
                        Param.text("operationId", "The operationId of an answer.", 64)
                                .matching("^[A-Za-z0-9_-]+$", "the id of an operation, as an answer told it")
                                .must(),
                        Param.whole("waitSeconds", "How long to wait for its end.", 0, 50)
                                .orElse(0))
                .answers(and(
                        Field.text("state"),
                        Output.STEPS,
                        Field.object("answer").maybe()))
                .tells((params, answer) -> Told.one(answer))
                .waits(this::one);
    }

    private ObjectNode one(Call call, Watcher watcher) {
        Duration patience = Duration.ofSeconds(call.whole("waitSeconds"));
        return operations.one(call.caller(), call.text("operationId"), patience, watcher);
    }

    private Tool history() {
        return Tool.named("history")
                .title("What was done to a project")
                .says(
                        "Lists the operations of a project, newest first: what, by whom, when, which version, how it ended. What was"
                                + " refused before it began is not in it.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.PROJECT)
                .takes(
                        Params.PROJECT,
                        Params.MAYBE_ENVIRONMENT,
                        Param.whole("limit", "How many operations.", 1, 500).orElse(20),
                        Param.text("before", "Only operations older than this, the at of one that was listed.", 40)
                                .matching(
                                        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}Z$",
                                        "a time such as 2026-01-14T10:00:00Z")
                                .and(value -> OperationFilter.isTime(value.asText())),
                        Param.flag("steps", "With the steps of each.").orElse(false))
                .answers(Field.list("operations", and(new Field("steps", Output.STEPS.type(), false)))
                        .folded())
                .shortens("operations", false)
                .tells(OperationTools::told)
                .calls(this::past);
    }

    private ObjectNode past(Call call) {
        OperationFilter filter = new OperationFilter(
                call.projectName(), call.environment(), call.text("before"), call.whole("limit"), call.flag("steps"));
        ObjectNode fields = Json.object();
        fields.set("operations", Json.tree(operations.list(call.caller(), filter)));
        return fields.put("cut", false);
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        JsonNode operations = answer.path("operations");
        if (operations.isEmpty()) {
            return "Nothing was done to %s%s."
                    .formatted(Place.of(params), params.has("before") ? " before that" : " yet");
        }
        String more = answer.path("cut").asBoolean() ? " There are more: ask with before." : "";
        return operations.valueStream().map(Told::line).collect(Collectors.joining("\n")) + more;
    }
}
