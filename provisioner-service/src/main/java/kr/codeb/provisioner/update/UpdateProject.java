package kr.codeb.provisioner.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SettingsChanged.FromTo;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.registry.Registry;

/** {@code project_update}: settings are changed in the SSOT, after the site as it will be then was accepted by Caddy. */
@Singleton
public class UpdateProject implements OperationHandler {

    private static final Set<String> PLACE = Set.of("projectName", "environment");

    /** A container gets these when it is created. */
    private static final Set<String> OF_A_CONTAINER = Set.of("containerPort", "healthPath", "memory", "cpus");

    private final Registry registry;
    private final Makers makers;
    private final ObjectMapper json;

    UpdateProject(Registry registry, Makers makers, ObjectMapper json) {
        this.registry = registry;
        this.makers = makers;
        this.json = json;
    }

    /**
     * What {@code project_update} answers.
     *
     * @param takesEffect {@code now}, or {@code next deploy} when a container has to be created for it
     */
    record Result(Map<String, FromTo> changed, String takesEffect) {}

    @Override
    public OperationKind kind() {
        return OperationKind.UPDATE;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Operation operation = held.operation();
        ObjectNode wanted = operation.params().deepCopy();
        wanted.remove(PLACE);
        ProjectEnvironment before = registry.settings(operation.project(), operation.environment());
        UpdateSsot update = new UpdateSsot(registry, held, wanted);
        StepSequence.of(held)
                .then(new ConfigureSite(makers.site(), new OwnHold(held), before, with(before, wanted)))
                .then(update)
                .run();
        return result(update.changed());
    }

    /** It is run again to its end: the registry gives the same operation the same answer. */
    @Override
    public Object recover(HeldOperation held) {
        return run(held, null);
    }

    private ProjectEnvironment with(ProjectEnvironment before, ObjectNode wanted) {
        ObjectNode after = json.valueToTree(before);
        try {
            return json.treeToValue(after.setAll(wanted), ProjectEnvironment.class);
        } catch (JsonProcessingException misfit) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS, "One of the settings cannot have the value that was given.", misfit);
        }
    }

    private static Result result(Map<String, FromTo> changed) {
        boolean needsContainer = changed.keySet().stream().anyMatch(OF_A_CONTAINER::contains);
        return new Result(changed, needsContainer ? "next deploy" : "now");
    }
}
