package kr.codeb.registry.hold;

import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.Times;

/** Sentences about why somebody may not change a project's environment now. */
final class Refusal {

    private Refusal() {}

    /** Another operation works there. */
    static CodebException heldBy(Operation other) {
        String since = String.valueOf(other.startedAt());
        return refuse(
                "A %s of %s (%s) has been running since %s, asked for by %s. Wait until it has ended, then call again."
                        .formatted(other.kind().word(), other.project(), other.environment(), since, other.by()),
                Map.of("kind", other.kind().wire(), "holder", other.by(), "since", since, "operationId", other.id()));
    }

    /** A script on the App Server has the lock file. */
    static CodebException heldByShell(String project, Environment environment) {
        return refuse(
                "A shell script on the App Server works on %s (%s) just now. Wait until it has ended, then call again."
                        .formatted(project, environment),
                Map.of(
                        "kind",
                        "script",
                        "holder",
                        "a shell script",
                        "since",
                        Times.now().toString(),
                        "operationId",
                        ""));
    }

    /** A command of an earlier holder does not end. */
    static CodebException commandRuns(Operation operation) {
        return refuse(
                "A command of an earlier operation on %s (%s) still runs on the App Server. Call again in a few seconds."
                        .formatted(operation.project(), operation.environment()),
                Map.of("kind", operation.kind().wire(), "holder", "an earlier command", "operationId", operation.id()));
    }

    static CodebException hasEnded(Operation operation) {
        return refuse(
                "The %s has ended (%s); there is nothing left to run."
                        .formatted(operation.describe(), operation.state().wire()),
                Map.of("kind", operation.kind().wire(), "operationId", operation.id()));
    }

    /** The caller's hold is not, or not any more, the one in force. */
    static CodebException lost(String operationId) {
        return refuse(
                "This operation does not hold the project's environment any more; another one may work there. Nothing"
                        + " was changed.",
                Map.of("operationId", operationId));
    }

    private static CodebException refuse(String sentence, Map<String, Object> details) {
        return new CodebException(ErrorCode.OPERATION_IN_PROGRESS, sentence, details);
    }
}
