package kr.codeb.gateway.tools.delete;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Confirmation;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.tools.Params;

/** Deletes a project, or one environment of it. */
@Singleton
class DeleteTool implements ToolGroup {

    private final Deletions deletions;

    DeleteTool(Deletions deletions) {
        this.deletions = deletions;
    }

    @Override
    public List<Tool> tools() {
        return List.of(delete());
    }

    private Tool delete() {
        return Tool.named("project_delete")
                .title("Delete a project for good")
                .says("Deletes a project, or one environment of it, with its data, once a person agreed: they are"
                        + " asked, or CONFIRMATION_REQUIRED tells the plan to show them, and the token to call"
                        + " again with as confirm.")
                .needs(Role.ADMIN)
                .effect(Effect.CHANGE)
                .reachesOut()
                .about(Scope.PROJECT)
                .takes(
                        Params.PROJECT,
                        Params.MAYBE_ENVIRONMENT,
                        Param.flag("keepDatabase", "Leave the database.").orElse(false))
                .answers(
                        Field.text("projectName"),
                        Field.flag("projectRemoved"),
                        Field.list(
                                        "deleted",
                                        Field.text("environment"),
                                        Field.object("ports", Field.whole("blue"), Field.whole("green"))
                                                .maybe(),
                                        Field.whole("redis").maybe(),
                                        Field.texts("domains"),
                                        Field.flag("databaseKept"),
                                        Field.text("operationId"))
                                .folded())
                .tells(DeleteTool::told)
                .confirmed(Confirmation.ofAll(deletions::plan))
                .runs(OperationKind.DELETE, DeleteTool::ordered);
    }

    /** The operation's params: the first environment, and those that go after it. */
    private static ObjectNode ordered(Call call) {
        List<String> order =
                Deletions.environments(call).stream().map(Environment::wire).toList();
        ObjectNode params = Json.object()
                .put("projectName", call.projectName())
                .put("environment", order.getFirst())
                .put("keepDatabase", call.flag("keepDatabase"));
        order.subList(1, order.size()).forEach(params.putArray("then")::add);
        return params;
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        List<String> gone = answer.path("deleted")
                .valueStream()
                .map(one -> one.path("environment").asText()
                        + (one.path("databaseKept").asBoolean() ? " (its database is kept)" : ""))
                .toList();
        return "%s was deleted: %s. %s"
                .formatted(
                        answer.path("projectName").asText(),
                        String.join(", ", gone),
                        answer.path("projectRemoved").asBoolean()
                                ? "The name is free again."
                                : "Its other environment is as it was.");
    }
}
