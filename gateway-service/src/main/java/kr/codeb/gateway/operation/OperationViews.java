package kr.codeb.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Operations as a team may see its own. */
@Singleton
public class OperationViews {

    private final RegistryClient registry;
    private final OperationAnswer answers;

    OperationViews(@RestClient RegistryClient registry, OperationAnswer answers) {
        this.registry = registry;
        this.answers = answers;
    }

    /**
     * One operation with its state, its steps and, when it ended, its {@code answer}.
     *
     * @throws CodebException OPERATION_NOT_FOUND, also for another team's
     */
    public ObjectNode one(Caller caller, String id) {
        Operation operation = Neighbour.reading(() -> registry.operation(id));
        if (!caller.teamId().equals(operation.teamId())) {
            throw new CodebException(ErrorCode.OPERATION_NOT_FOUND, "Your team has no operation of this id.");
        }
        ObjectNode view = entry(operation);
        view.put("state", operation.state().wire());
        if (operation.state().ended()) {
            view.set("answer", answers.of(operation).body());
        }
        return view;
    }

    /** The team's operations, newest first; {@code project} and {@code environment} may be null: all. */
    public List<ObjectNode> list(Caller caller, String project, Environment environment, int limit) {
        List<Operation> operations =
                Neighbour.reading(() -> registry.operations(caller.teamId(), project, environment, limit));
        return operations.stream()
                .filter(operation -> caller.teamId().equals(operation.teamId()))
                .map(OperationViews::entry)
                .toList();
    }

    private static ObjectNode entry(Operation operation) {
        ObjectNode entry = Json.object();
        entry.put("id", operation.id()).put("kind", operation.kind().wire()).put("tool", operation.tool());
        entry.put("project", operation.project());
        entry.put(
                "environment",
                operation.environment() == null ? null : operation.environment().wire());
        entry.put("by", operation.by()).put("at", Objects.toString(operation.createdAt(), null));
        entry.put("duration", OperationAnswer.duration(operation));
        entry.put("outcome", operation.state().wire());
        entry.put("version", version(operation));
        if (operation.failure() != null) {
            entry.put("code", operation.failure().code().name())
                    .put("error", operation.failure().error());
        }
        entry.set("steps", Json.tree(operation.steps()));
        return Masked.urls(entry);
    }

    /** The version that an operation brought, or wanted to bring; null for those without one. */
    private static String version(Operation operation) {
        return Stream.of("version", "newVersion", "restoredVersion")
                .flatMap(name -> Stream.of(field(operation.result(), name), field(operation.params(), name)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String field(JsonNode from, String name) {
        return from == null ? null : from.path(name).asText(null);
    }
}
