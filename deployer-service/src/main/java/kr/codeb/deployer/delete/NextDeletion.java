package kr.codeb.deployer.delete;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.RunRequest;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.Journal;
import kr.codeb.operations.run.OperationRunner;
import kr.codeb.web.Neighbour;

/** Has the deletion after one run, once: whoever takes the first one up finds the same second one. */
@Singleton
class NextDeletion {

    private final Function<NewOperation, Operation> writeDown;
    private final Registry registry;
    private final ObjectMapper json;
    private final Consumer<RunRequest> begin;

    /** @param runner asked for late, since it knows all kinds of operations, this one among them */
    @Inject
    NextDeletion(Journal journal, Registry registry, ObjectMapper json, Provider<OperationRunner> runner) {
        this(journal::begin, registry, json, request -> runner.get().start(request));
    }

    NextDeletion(
            Function<NewOperation, Operation> writeDown,
            Registry registry,
            ObjectMapper json,
            Consumer<RunRequest> begin) {
        this.writeDown = writeDown;
        this.registry = registry;
        this.json = json;
        this.begin = begin;
    }

    /** @throws CodebException what the second one failed with, saying how far the first one came */
    Deleted run(Deletion first) {
        try {
            Operation written = Neighbour.patiently(Neighbour.OPERATION, () -> writeDown.apply(after(first)));
            if (written.state() == OperationState.PENDING) {
                begin.accept(new RunRequest(written, null));
            }
            return outcome(registry.ended(written.id()));
        } catch (CodebException failed) {
            throw told(first, failed.body());
        }
    }

    private NewOperation after(Deletion first) {
        Operation operation = first.operation();
        DeletionParams params = first.params();
        List<Environment> rest = params.then().subList(1, params.then().size());
        String key = "after-" + operation.id();
        return new NewOperation(
                operation.kind(),
                operation.tool(),
                operation.project(),
                params.then().getFirst(),
                operation.teamId(),
                operation.by(),
                operation.correlationId(),
                json.valueToTree(new DeletionParams(operation.project(), params.keepDatabase(), rest)),
                new Idempotency(key, key));
    }

    private Deleted outcome(Operation ended) {
        if (ended.failure() != null) {
            throw new CodebException(
                    ended.failure().code(),
                    ended.failure().error(),
                    ended.failure().details());
        }
        try {
            return json.treeToValue(ended.result(), Deleted.class);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }

    private static CodebException told(Deletion first, ErrorBody why) {
        return new CodebException(
                why.code(),
                "%s was deleted, %s was not: %s Call project_delete again for it."
                        .formatted(
                                first.operation().environment(),
                                first.params().then().getFirst(),
                                why.error()),
                why.details());
    }
}
