package kr.codeb.gateway.tools.env;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.provisioner.EnvView;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.ProvisionerClient;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Params;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Environment variables. Values leave only by {@code env_get} with {@code reveal}. */
@Singleton
class EnvTools implements ToolGroup {

    private final RegistryClient registry;
    private final ProvisionerClient provisioner;

    EnvTools(@RestClient RegistryClient registry, @RestClient ProvisionerClient provisioner) {
        this.registry = registry;
        this.provisioner = provisioner;
    }

    @Override
    public List<Tool> tools() {
        return List.of(sync(), get());
    }

    private static Tool sync() {
        return Tool.named("env_sync")
                .says("Writes environment variables out of the text of a .env file. The next deploy takes them.")
                .needs(Role.MEMBER)
                .effect(Effect.WRITE)
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.ENVIRONMENT,
                        Param.text("envContent", "Text of a .env file, as dotenv reads it.", 1_000_000)
                                .must()
                                .hidden(),
                        Param.flag("merge", "true adds and overwrites; false makes the file exactly this text.")
                                .orElse(true),
                        Param.flag("overrideManaged", "Change DATABASE_URL and REDIS_URL too. Needs the role admin.")
                                .raising(Role.ADMIN)
                                .orElse(false))
                .answers("variablesSet, variablesUpdated, variablesUnchanged, variablesRemoved, path, backup, version,"
                        + " steps[], duration")
                .runs(OperationKind.ENV_SYNC);
    }

    private Tool get() {
        return Tool.named("env_get")
                .says("Shows the names of the environment variables, with masked values.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.ENVIRONMENT, Params.reveal())
                .answers("variables{NAME: value}, version, pendingDeploy, backups[]")
                .calls(this::variables);
    }

    private ObjectNode variables(Call call) {
        EnvView view =
                Neighbour.reading(() -> provisioner.env(call.projectName(), call.environment(), call.flag("reveal")));
        Slots slots = Neighbour.reading(() -> registry.slots(call.projectName(), call.environment()));
        ObjectNode fields = Json.object();
        fields.set("variables", Json.tree(view.variables()));
        fields.put("version", view.version()).put("pendingDeploy", pending(slots, view.version()));
        fields.set("backups", Json.tree(view.backups()));
        return fields;
    }

    /** Whether a container runs with other values than those of the file. */
    private static boolean pending(Slots slots, String version) {
        return Stream.of(SlotState.ACTIVE, SlotState.DEPLOYED)
                .flatMap(state -> slots.in(state).stream())
                .anyMatch(slot -> !Objects.equals(slot.envVersion(), version));
    }
}
