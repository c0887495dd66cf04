package kr.codeb.gateway.operation;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Concurrent;
import kr.codeb.web.Neighbour;
import kr.codeb.web.life.Drainable;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Follows an operation in the registry's journal, through restarts of whichever service. */
@Singleton
class OperationWatch implements Drainable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** One question to the registry. Whoever watches hears something at least so often. */
    private static final Duration QUESTION = Duration.ofSeconds(5);
    /** How long a caller waits for what failed to be taken back; it may need a server that is away. */
    private static final Duration TAKING_BACK = Duration.ofSeconds(15);

    private final RegistryClient registry;
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();

    OperationWatch(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Follows an operation until it has ended or patience is over, or this gateway stops: then it goes on, and whoever waits is told so.
     *
     * @return how it was seen last
     * @throws OperationFailure when it failed, and cannot be taken back yet; or when nobody can tell how it is
     */
    Operation untilEnded(Operation begun, Watcher watcher, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Operation seen = begun;
        long failedAt = 0;
        watcher.begun(begun);
        tell(List.of(), seen, watcher);
        while (!seen.state().ended() && System.nanoTime() < deadline && !stopping.isDone()) {
            Optional<ErrorBody> failure = failureOf(seen);
            if (failure.isPresent()) {
                failedAt = failedAt == 0 ? System.nanoTime() : failedAt;
                if (System.nanoTime() - failedAt > TAKING_BACK.toNanos()) {
                    throw new OperationFailure(begun.id(), stillTakenBack(failure.get()));
                }
            }
            Operation now = next(seen, watcher == Watcher.NONE, deadline);
            if (now.revision() == seen.revision()) {
                watcher.idle(now);
            }
            tell(seen.steps(), now, watcher);
            seen = now;
        }
        return seen;
    }

    /** @param decided for somebody who wants to know of no step, and not to be woken by each */
    private Operation next(Operation seen, boolean decided, long deadline) {
        long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        long wait = Math.min(left, QUESTION.toMillis());
        Concurrent<Operation> asked = Concurrent.begin(() ->
                Neighbour.patiently(PATIENCE, () -> registry.operation(seen.id(), seen.revision(), wait, decided)));
        try {
            return asked.unless(stopping, seen);
        } catch (CodebException refused) {
            throw new OperationFailure(seen.id(), refused.body());
        }
    }

    @Override
    public void stop() {
        stopping.complete(null);
    }

    private static Optional<ErrorBody> failureOf(Operation operation) {
        return Optional.ofNullable(operation.notes().get(Operation.FAILURE_NOTE))
                .map(body -> Json.read(body, ErrorBody.class));
    }

    private static ErrorBody stillTakenBack(ErrorBody failure) {
        return new ErrorBody(
                failure.code(),
                failure.error() + " What it had made is taken back by itself as soon as that can be reached.",
                failure.details());
    }

    private static void tell(List<StepReport> before, Operation operation, Watcher watcher) {
        List<StepReport> now = operation.steps();
        for (int i = 0; i < now.size(); i++) {
            StepReport step = now.get(i);
            boolean isNew = i >= before.size();
            if (isNew ? step.status() != StepStatus.PENDING : differs(before.get(i), step)) {
                watcher.step(step, operation);
            }
        }
    }

    private static boolean differs(StepReport before, StepReport now) {
        return !before.name().equals(now.name())
                || before.status() != now.status()
                || !Objects.equals(before.message(), now.message());
    }
}
