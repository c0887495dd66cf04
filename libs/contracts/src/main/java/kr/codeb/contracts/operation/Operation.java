package kr.codeb.contracts.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.registry.Environment;

/**
 * A change, from the moment it is asked for: who, what, when, its steps, its end. The registry's journal holds it.
 *
 * @param notes facts written down before the effect they speak of, so that undo after a crash knows what this run made
 * @param result the tool's fields when it succeeded
 * @param failure the tool's error when it failed
 * @param holder service and instance that runs it, {@code deployer/3f2a…}
 * @param fence the number that only the live holder knows; grows with every hold that is granted
 * @param revision grows with every change of this record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Operation(
        String id,
        OperationKind kind,
        String tool,
        String project,
        Environment environment,
        String teamId,
        String by,
        String correlationId,
        JsonNode params,
        Idempotency idempotency,
        OperationState state,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        List<StepReport> steps,
        Map<String, String> notes,
        JsonNode result,
        ErrorBody failure,
        String holder,
        long fence,
        long revision) {

    /** Name of the note that holds the failure, as JSON, of an operation that is still being taken back. */
    public static final String FAILURE_NOTE = "failure";

    private static final String SCRIPT = "codeb-slot/";

    public Operation {
        steps = steps == null ? List.of() : List.copyOf(steps);
        notes = notes == null ? Map.of() : Map.copyOf(notes);
    }

    /** Whether its outcome is known: it has ended, or it failed and is being taken back. */
    public boolean decided() {
        return state.ended() || notes.containsKey(FAILURE_NOTE);
    }

    /** Whether {@code codeb-slot} runs it on the App Server, or ran it to its end; not one that a service took over. */
    public boolean byScript() {
        return holder != null && holder.startsWith(SCRIPT);
    }

    /** Whether it is about the same project's environment. */
    public boolean besides(Operation other) {
        return project.equals(other.project) && environment == other.environment;
    }

    /** {@code deploy of myapp (production)}. */
    public String describe() {
        return "%s of %s (%s)".formatted(kind.word(), project, environment);
    }
}
