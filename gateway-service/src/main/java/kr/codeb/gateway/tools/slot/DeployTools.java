package kr.codeb.gateway.tools.slot;

import static kr.codeb.contracts.operation.OperationKind.CLEANUP;
import static kr.codeb.contracts.operation.OperationKind.DEPLOY;
import static kr.codeb.contracts.operation.OperationKind.PROMOTE;
import static kr.codeb.contracts.operation.OperationKind.ROLLBACK;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.tools.ImageReference;
import kr.codeb.gateway.tools.Params;

/** Versions: bring one, give it the visitors, take it back, tidy up. */
@Singleton
class DeployTools implements ToolGroup {

    @Override
    public List<Tool> tools() {
        return List.of(deploy(), promote(), rollback(), cleanup());
    }

    private static Tool deploy() {
        return Tool.named("deploy_project")
                .alias("deploy")
                .says("Starts a version in the idle slot and waits until it is healthy. Visitors are not moved:"
                        + " look at it under previewUrl, then call slot_promote.")
                .needs(Role.MEMBER)
                .effect(Effect.WRITE)
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.IMAGE, Params.ENVIRONMENT, Params.VERSION)
                .answers("slot, port, previewUrl, image, digest, version, steps[], duration")
                .runs(DEPLOY, DeployTools::versioned, (operation, fields) -> {});
    }

    private static ObjectNode versioned(Call call) {
        ObjectNode params = call.params().deepCopy();
        if (!params.has("version")) {
            params.put(
                    "version",
                    ImageReference.read(call.text("image")).orElseThrow().version());
        }
        return params;
    }

    private static Tool promote() {
        return Tool.named("slot_promote")
                .alias("promote")
                .says("Moves the visitors to the deployed version. The version before is kept running for a rollback.")
                .needs(Role.MEMBER)
                .effect(Effect.WRITE)
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.ENVIRONMENT)
                .answers("fromSlot, toSlot, url, previousVersion, newVersion, graceExpiresAt, steps[], duration")
                .runs(PROMOTE);
    }

    private static Tool rollback() {
        return Tool.named("rollback")
                .says("Moves the visitors back to the version before, with its own environment variables.")
                .needs(Role.MEMBER)
                .effect(Effect.WRITE)
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.ENVIRONMENT, reason())
                .answers("fromSlot, toSlot, restoredVersion, steps[], duration")
                .runs(ROLLBACK);
    }

    private static Param reason() {
        return Param.text("reason", "Why, for the history.", 500)
                .matching("^[^\\x00-\\x1f\\x7f]*$", "a text of at most 500 characters in one line");
    }

    private static Tool cleanup() {
        return Tool.named("slot_cleanup")
                .says("Removes versions whose grace time is over. With force also those still in it and a deployed one"
                        + " nobody promoted; never the active one.")
                .needs(Role.ADMIN)
                .effect(Effect.DESTROY)
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.ENVIRONMENT,
                        Param.flag("force", "Also before the grace time is over.")
                                .orElse(false))
                .answers("cleaned[], steps[], duration")
                .runs(CLEANUP);
    }
}
