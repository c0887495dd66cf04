package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.gateway.auth.Caller;

/**
 * A call that passed every check: its params are valid and complete, its caller may make it.
 *
 * @param project the project it is about; null when it names none, or a new one
 */
public record Call(Tool tool, ObjectNode params, Caller caller, Project project, Request request) {

    /** Null when it was not given and has no default. */
    public String text(String param) {
        JsonNode value = params.get(param);
        return value == null ? null : value.asText();
    }

    /** Whether the caller gave this param, and it is not a default. */
    public boolean gave(String param) {
        return request.params() != null && request.params().hasNonNull(param);
    }

    /** The caller's promise that the same call is one; null when there is none. */
    public Idempotency idempotency() {
        String given = request.idempotencyKey();
        return given == null ? null : Idempotency.ofCaller(given, tool.hashOf(params));
    }

    public int whole(String param) {
        return params.path(param).asInt();
    }

    public boolean flag(String param) {
        return params.path(param).asBoolean();
    }

    public String projectName() {
        return text("projectName");
    }

    /** Null when the tool asks for one optionally and none was given. */
    public Environment environment() {
        String name = text("environment");
        return name == null ? null : Environment.of(name);
    }
}
