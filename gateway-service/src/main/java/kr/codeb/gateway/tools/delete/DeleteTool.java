package kr.codeb.gateway.tools.delete;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.deletion.DeletionPlan;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
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

    private static final String CONFIRM = "confirm";

    private final Plans plans;
    private final Confirmations confirmations;

    DeleteTool(Plans plans, Confirmations confirmations) {
        this.plans = plans;
        this.confirmations = confirmations;
    }

    @Override
    public List<Tool> tools() {
        return List.of(delete());
    }

    private Tool delete() {
        return Tool.named("project_delete")
                .title("Delete a project for good")
                .says(
                        "Deletes a project, or one environment of it, with its data. Without confirm it deletes nothing and"
                                + " answers CONFIRMATION_REQUIRED with the plan and a token: show a person the plan, then call again with the"
                                + " token as confirm.")
                .needs(Role.ADMIN)
                .effect(Effect.CHANGE)
                .reachesOut()
                .about(Scope.PROJECT)
                .takes(
                        Params.PROJECT,
                        Params.MAYBE_ENVIRONMENT,
                        Param.text(CONFIRM, "The plan's token.", 200).hidden(),
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
                .runs(OperationKind.DELETE, this::confirmed);
    }

    /** The operation's params: the first environment, and those that go after it. */
    private ObjectNode confirmed(Call call) {
        Plan plan = plans.of(call);
        String token = call.text(CONFIRM);
        if (token == null
                || !confirmations.use(token, plan.hash(), call.caller().keyId())) {
            throw unconfirmed(plan, token != null, call.caller().keyId());
        }
        List<String> order = plan.environments().stream()
                .map(DeletionPlan::environment)
                .map(Environment::wire)
                .toList();
        ObjectNode params = Json.object()
                .put("projectName", plan.project())
                .put("environment", order.getFirst())
                .put("keepDatabase", plan.keepDatabase());
        order.subList(1, order.size()).forEach(params.putArray("then")::add);
        return params;
    }

    private CodebException unconfirmed(Plan plan, boolean given, String keyId) {
        return new CodebException(
                ErrorCode.CONFIRMATION_REQUIRED,
                ("%sNothing was deleted. This would go for good:\n%s\nIf that is wanted, call project_delete again with the same"
                                + " params and, as confirm, the token in details.confirm.")
                        .formatted(
                                given
                                        ? "That confirmation is not good for this: wrong, used, older than 10 minutes, another key's,"
                                                + " or what is there has changed. "
                                        : "",
                                plan.told()),
                Map.of("plan", plan.shown(), CONFIRM, confirmations.token(plan.hash(), keyId)));
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
