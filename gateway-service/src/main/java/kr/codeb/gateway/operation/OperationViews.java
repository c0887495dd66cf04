package kr.codeb.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Operations as a team may see its own. */
@Singleton
public class OperationViews {

    private final RegistryClient registry;
    private final OperationAnswer answers;
    private final OperationWatch watch;

    OperationViews(@RestClient RegistryClient registry, OperationAnswer answers, OperationWatch watch) {
        this.registry = registry;
        this.watch = watch;
        this.answers = answers;
    }

    /**
     * One operation with its state, its steps and, when it ended, its {@code answer}.
     *
     * @param patience how long to wait for its end, telling {@code watcher} how it goes
     * @throws CodebException OPERATION_NOT_FOUND, also for another team's
     */
    public ObjectNode one(Caller caller, String id, Duration patience, Watcher watcher) {
        Operation operation = find(caller, id);
        if (!operation.state().ended() && patience.isPositive()) {
            operation = watch.untilEnded(operation, watcher, patience);
        }
        ObjectNode view = entry(operation, names(caller), true);
        view.put("state", operation.state().wire()).put("operationId", id);
        if (operation.state().ended()) {
            view.set("answer", answers.of(operation).body());
        }
        return view;
    }

    /** @throws CodebException OPERATION_NOT_FOUND, also for another team's */
    public Operation find(Caller caller, String id) {
        Operation operation = null;
        try {
            operation = Neighbour.reading(() -> registry.operation(id));
        } catch (CodebException refused) {
            if (refused.code() != ErrorCode.OPERATION_NOT_FOUND) {
                throw refused;
            }
        }
        if (operation == null || !caller.owns(operation.teamId(), operation.project(), operation.environment())) {
            throw none();
        }
        return operation;
    }

    /** What is said of an operation of another team's, too. */
    public static CodebException none() {
        return new CodebException(
                ErrorCode.OPERATION_NOT_FOUND,
                "Your team has no operation of this id. history lists those of a project.");
    }

    /** The team's operations, newest first. */
    public List<ObjectNode> list(Caller caller, OperationFilter filter) {
        Map<String, String> names = names(caller);
        return Neighbour.reading(() ->
                        registry.operations(caller.teamId(), filter.project(), filter.environment(), filter.asked()))
                .stream()
                .filter(operation -> caller.owns(operation.teamId(), operation.project(), operation.environment()))
                .filter(filter::wants)
                .limit(filter.limit())
                .map(operation -> entry(operation, names, filter.steps()))
                .toList();
    }

    /** Names of the team's keys by id; none when they cannot be asked for: an id says who, too. */
    private Map<String, String> names(Caller caller) {
        try {
            return Neighbour.reading(() -> registry.keys(caller.teamId())).stream()
                    .filter(key -> key.name() != null)
                    .collect(Collectors.toMap(ApiKey::id, ApiKey::name, (one, other) -> one));
        } catch (CodebException unknown) {
            return Map.of();
        }
    }

    private static ObjectNode entry(Operation operation, Map<String, String> names, boolean steps) {
        ObjectNode entry = Json.object();
        entry.put("id", operation.id()).put("kind", operation.kind().wire()).put("tool", operation.tool());
        entry.put("project", operation.project());
        entry.put(
                "environment",
                operation.environment() == null ? null : operation.environment().wire());
        ObjectNode by = entry.putObject("by").put("id", operation.by());
        if (operation.by() != null && names.containsKey(operation.by())) {
            by.put("name", names.get(operation.by()));
        }
        entry.put("at", Objects.toString(operation.createdAt(), null));
        entry.put("duration", OperationAnswer.duration(operation));
        entry.put("outcome", operation.state().wire());
        entry.put("version", version(operation));
        for (String fact : List.of("image", "digest", "reason")) {
            entry.put(fact, fact(operation, fact));
        }
        if (operation.failure() != null) {
            entry.put("code", operation.failure().code().name())
                    .put("error", operation.failure().error());
        }
        if (steps) {
            entry.set("steps", Json.tree(operation.steps()));
        }
        return Masked.urls(entry);
    }

    private static String fact(Operation operation, String name) {
        String said = field(operation.result(), name);
        return said == null ? field(operation.params(), name) : said;
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
