package kr.codeb.gateway.tools.slot;

import static kr.codeb.contracts.operation.OperationKind.CLEANUP;
import static kr.codeb.contracts.operation.OperationKind.DEPLOY;
import static kr.codeb.contracts.operation.OperationKind.PROMOTE;
import static kr.codeb.contracts.operation.OperationKind.ROLLBACK;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.text.FreeText;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Confirmation;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.tools.Params;

/** Versions: bring one, give it the visitors, take it back, tidy up. */
@Singleton
class DeployTools implements ToolGroup {

    private static final int LONGEST_REASON = 500;

    private static final Field FROM = Field.text("fromSlot").maybe();
    private static final Field TO = Field.text("toSlot");

    private final ForcedCleanup forced;

    DeployTools(ForcedCleanup forced) {
        this.forced = forced;
    }

    @Override
    public List<Tool> tools() {
        return List.of(deploy(), promote(), rollback(), cleanup());
    }

    private static Tool deploy() {
        return Tool.named("deploy_project")
                .alias("deploy")
                .title("Deploy a version")
                .says("Pulls an image, starts it in the idle slot and waits until it is healthy: pull time plus up"
                        + " to 60 s. Visitors are not moved, unless promote is true: look at previewUrl, then call"
                        + " slot_promote. What the idle slot held before, also a version kept for a rollback, is"
                        + " given up.")
                .needs(Role.MEMBER)
                .effect(Effect.CHANGE)
                .reachesOut()
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.IMAGE,
                        Params.ENVIRONMENT,
                        Params.VERSION,
                        Param.flag("promote", "Go live as soon as it is healthy: public.")
                                .orElse(false))
                .answers(
                        Field.text("slot"),
                        Field.whole("port"),
                        Field.text("previewUrl").maybe(),
                        Field.text("image").maybe(),
                        Field.text("digest").maybe(),
                        Field.text("version"),
                        Field.object(
                                        "replaced",
                                        Field.text("version").maybe(),
                                        Field.text("state").maybe())
                                .maybe(),
                        Field.flag("promoted").maybe(),
                        Field.text("url").maybe(),
                        Field.text("previousVersion").maybe(),
                        Field.text("graceExpiresAt").maybe())
                .tells(Told::deployed)
                .runs(DEPLOY, DeployTools::versioned);
    }

    private static ObjectNode versioned(Call call) {
        ObjectNode params = call.params().deepCopy();
        if (!params.has("version")) {
            params.put("version", ImageReference.of(call.text("image")).version());
        }
        return params;
    }

    private static Tool promote() {
        return Tool.named("slot_promote")
                .alias("promote")
                .title("Give the visitors the waiting version")
                .says("Moves all visitors to the version that deploy_project brought. For production that is public:"
                        + " have the user's yes. The version before stays ready for rollback, 48 h by default.")
                .needs(Role.MEMBER)
                .effect(Effect.CHANGE)
                .reachesOut()
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.ENVIRONMENT, expected())
                .answers(
                        FROM,
                        TO,
                        Field.text("url"),
                        Field.text("previousVersion").maybe(),
                        Field.text("newVersion"),
                        Field.text("graceExpiresAt").maybe())
                .tells(Told::promoted)
                .runs(PROMOTE);
    }

    private static Param expected() {
        return Params.VERSION
                .named("expectedVersion")
                .with(schema ->
                        schema.put("description", "Promote only if this version waits; VERSION_MISMATCH otherwise."));
    }

    private static Tool rollback() {
        return Tool.named("rollback")
                .title("Go back to the version before")
                .says("Moves all visitors back to the version before, with its own environment variables. Possible"
                        + " within the grace time after a promote, and until the next deploy takes its slot.")
                .needs(Role.MEMBER)
                .effect(Effect.CHANGE)
                .reachesOut()
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.ENVIRONMENT, reason())
                .answers(
                        FROM,
                        TO,
                        Field.text("restoredVersion").maybe(),
                        Field.text("reason").maybe())
                .tells(Told::rolledBack)
                .runs(ROLLBACK);
    }

    private static Param reason() {
        return Param.text("reason", "Why, for the history.", LONGEST_REASON)
                .ruled("a text of at most %d characters in one line, none of them invisible".formatted(LONGEST_REASON))
                .and(value -> value.asText().isEmpty()
                        || FreeText.problem(value.asText(), LONGEST_REASON).isEmpty());
    }

    private Tool cleanup() {
        return Tool.named("slot_cleanup")
                .title("Remove versions no longer needed")
                .says("Removes versions whose grace time is over. With force also one still within it (no rollback"
                        + " then) and a deployed one that nobody promoted; never the active one. Runs by itself,"
                        + " too.")
                .needs(Role.ADMIN)
                .effect(Effect.CHANGE)
                .repeatable()
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.ENVIRONMENT,
                        Param.flag("force", "Also before the grace time is over.")
                                .orElse(false))
                .answers(Field.list(
                        "cleaned", Field.text("slot"), Field.text("version").maybe()))
                .tells(Told::cleaned)
                .confirmed(Confirmation.ofModels(forced::givesUp, forced::plan))
                .runs(CLEANUP);
    }
}
