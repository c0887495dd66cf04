package kr.codeb.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.RepeatedCall;
import kr.codeb.contracts.operation.RunRequest;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Execution;
import kr.codeb.gateway.catalogue.Request;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.gateway.neighbour.Reads;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Changes: each is written down first, then run by its executor; its record is the answer. */
@Singleton
public class Operations {

    /** How long a neighbour may take to restart. An executor that comes later ends the operation itself. */
    private final RegistryClient registry;

    private final Executors executors;
    private final OperationWatch watch;
    private final OperationAnswer answers;
    private final Reads reads;

    Operations(
            @RestClient RegistryClient registry,
            Executors executors,
            OperationWatch watch,
            OperationAnswer answers,
            Reads reads) {
        this.registry = registry;
        this.executors = executors;
        this.watch = watch;
        this.answers = answers;
        this.reads = reads;
    }

    /**
     * Writes a change down and has it begun; or finds the one that the same idempotency key began before.
     *
     * @throws OperationFailure SERVICE_UNAVAILABLE when its executor does not come back in time
     */
    public Operation begin(Call call, Execution.Long work) {
        ObjectNode params = work.adapt().apply(call);
        Written written = write(asked(call, work, params));
        reads.changed(written.operation);
        if (written.ours) {
            run(written.operation, call.tool().input().secretsOf(params));
        }
        return written.operation;
    }

    /**
     * What the same call began before, if its caller gave an idempotency key. To be asked before anything that today's state
     * could refuse: the first call may have changed just that.
     *
     * @throws CodebException IDEMPOTENCY_MISMATCH when the key came with another body
     */
    public Optional<Operation> begunBefore(Tool tool, ObjectNode params, Request request) {
        if (request.idempotencyKey() == null
                || tool.effect() == Effect.READ && tool.execution() instanceof Execution.Now) {
            return Optional.empty();
        }
        RepeatedCall repeated = new RepeatedCall(request.caller().keyId(), idempotency(tool, params, request));
        return Optional.ofNullable(Neighbour.reading(() -> registry.begunBefore(repeated)));
    }

    /**
     * Waits for the end, telling {@code watcher} of each step, and answers as the operation's record tells.
     *
     * @param patience how long; an operation that goes on for longer is answered as running
     */
    public Answer await(Operation operation, Watcher watcher, Duration patience) {
        Operation seen = watch.untilEnded(operation, watcher, patience);
        return seen.state().ended() ? answers.of(seen) : Answer.running(seen, seen.correlationId());
    }

    private static NewOperation asked(Call call, Execution.Long work, ObjectNode params) {
        return new NewOperation(
                work.kind(),
                call.tool().name(),
                call.projectName(),
                Environment.of(params.path("environment").asText()),
                call.caller().teamId(),
                call.caller().keyId(),
                call.request().correlationId(),
                call.tool().input().openOf(params),
                idempotency(call.tool(), call.params(), call.request()));
    }

    /** A key of our own makes it safe to write the operation down again when the registry's answer got lost. */
    private static Idempotency idempotency(Tool tool, ObjectNode params, Request request) {
        String hash = tool.hashOf(params);
        String given = request.idempotencyKey();
        return given == null ? Idempotency.oneTime(hash) : Idempotency.ofCaller(given, hash);
    }

    /** @param ours whether this call made it, and so has to have it run */
    private record Written(Operation operation, boolean ours) {}

    private Written write(NewOperation wanted) {
        boolean[] again = new boolean[1];
        return Neighbour.reading(() -> {
            boolean repeated = again[0];
            again[0] = true;
            try (RestResponse<Operation> response = registry.writeDown(wanted)) {
                Operation operation = response.getEntity();
                boolean fromLostAnswer = repeated
                        && operation.state() == OperationState.PENDING
                        && wanted.correlationId().equals(operation.correlationId());
                return new Written(operation, response.getStatus() == 201 || fromLostAnswer);
            }
        });
    }

    private static OperationFailure away(Operation operation) {
        return OperationFailure.unavailable(
                operation.id(),
                "The %s does not answer, so the %s did not begin; it ends by itself. Call again in a few seconds."
                        .formatted(operation.kind().service(), operation.describe()));
    }

    private void run(Operation operation, ObjectNode secret) {
        RunRequest request = new RunRequest(operation, secret);
        try {
            Neighbour.reading(() -> {
                executors.of(operation.kind()).run(operation.id(), request);
                return null;
            });
        } catch (CodebException refused) {
            if (Neighbour.isUnreachable(refused.getCause())) {
                throw away(operation);
            }
            throw new OperationFailure(operation.id(), refused.body());
        }
    }
}
