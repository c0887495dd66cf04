package kr.codeb.operations.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Vetoed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.registry.Environment;

/**
 * Operations for fast tests, with a journal in memory; {@link #reborn} is what another process finds after a crash. It stands
 * here and not among the tests since every executor's tests need it.
 */
@Vetoed
public final class InMemoryOperation implements OperationsClient, RenewalClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Operation operation;
    private final Map<String, String> notes = new HashMap<>();
    private List<StepReport> steps = List.of();
    private int progressUntilDeath = Integer.MAX_VALUE;

    private InMemoryOperation(Operation operation) {
        this.operation = operation;
    }

    public static InMemoryOperation of(OperationKind kind, String id, Map<String, ?> params) {
        return of(kind, "myapp", id, params);
    }

    public static InMemoryOperation of(OperationKind kind, String project, String id, Map<String, ?> params) {
        return new InMemoryOperation(new Operation(
                id,
                kind,
                kind.word(),
                project,
                Environment.PRODUCTION,
                "team",
                "key_1",
                "c-1",
                JSON.valueToTree(params),
                null,
                OperationState.RUNNING,
                Instant.now(),
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                "service/one",
                1,
                1));
    }

    /** The process dies at this report of progress: what it wants to do then is neither written down nor done. */
    public InMemoryOperation dyingAt(int report) {
        progressUntilDeath = report;
        return this;
    }

    public HeldOperation begin() {
        return new HeldOperation(operation, new Journal(this, this), JSON, Runnable::run);
    }

    /** The same operation in another process, with what was written down. */
    public HeldOperation reborn() {
        progressUntilDeath = Integer.MAX_VALUE;
        Operation o = operation;
        return new HeldOperation(
                new Operation(
                        o.id(),
                        o.kind(),
                        o.tool(),
                        o.project(),
                        o.environment(),
                        o.teamId(),
                        o.by(),
                        o.correlationId(),
                        o.params(),
                        null,
                        o.state(),
                        o.createdAt(),
                        o.startedAt(),
                        null,
                        steps,
                        notes,
                        null,
                        null,
                        "service/two",
                        1,
                        2),
                new Journal(this, this),
                JSON,
                Runnable::run);
    }

    public List<StepReport> steps() {
        return steps;
    }

    public static Fence fence(String root) {
        return new Fence(root);
    }

    @Override
    public Operation progress(String id, Hold hold, Progress progress) {
        if (progressUntilDeath-- <= 0) {
            throw new Died();
        }
        steps = progress.steps();
        if (progress.notes() != null) {
            notes.putAll(progress.notes());
        }
        return operation;
    }

    @Override
    public Operation begin(NewOperation begun) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Operation> abandoned(String service, String instance) {
        return List.of();
    }

    @Override
    public Operation hold(String id, HoldRequest request) {
        return operation;
    }

    @Override
    public void renew(String id, Hold hold, HoldRequest request) {}

    @Override
    public Operation end(String id, Hold hold, Ending ending) {
        return operation;
    }

    @Override
    public void check(Hold hold) {}

    /** The process is dead: nothing after it happens, and nobody catches it. */
    public static final class Died extends Error {}
}
