package kr.codeb.registry.operation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.registry.Environment;

/**
 * What is kept in memory of every operation: enough to find, list, repeat and forget it. The rest stands in the journal.
 *
 * @param began whether an executor ever worked on it; one that was refused before is no part of the history
 * @param by id of the API key that asked for it, or {@code scheduler}
 * @param call the idempotency key with whose it is, shortened; null when there is none
 * @param callHash SHA-256 of the call's body
 * @param ownKey whether the caller gave the idempotency key, and may so send the call again for a day
 * @param failure code of the failure; null when there is none
 */
record OperationSummary(
        String id,
        String teamId,
        String project,
        Environment environment,
        OperationState state,
        boolean began,
        Instant createdAt,
        long fence,
        String by,
        String call,
        String callHash,
        boolean ownKey,
        ErrorCode failure) {

    private static final JsonFactory JSON = new JsonFactory();

    static OperationSummary of(Operation operation) {
        Idempotency idempotency = operation.idempotency();
        return new OperationSummary(
                operation.id(),
                operation.teamId(),
                operation.project(),
                operation.environment(),
                operation.state(),
                operation.startedAt() != null,
                operation.createdAt(),
                operation.fence(),
                operation.by(),
                idempotency == null ? null : CallDigest.of(operation.by(), idempotency.key()),
                idempotency == null ? null : idempotency.hash(),
                idempotency != null && !idempotency.isOneTime(),
                operation.failure() == null ? null : operation.failure().code());
    }

    boolean ended() {
        return state.ended();
    }

    /** Whether the same call may run again, since another outcome is possible. */
    boolean mayRunAgain() {
        return failure != null && failure.retryable();
    }

    /**
     * As a line of the journal tells it. Reads the line to its end but makes objects of little of it, since at a start
     * tens of thousands are read.
     *
     * @throws IOException when the line is not one whole JSON object of an operation
     */
    static OperationSummary read(byte[] line) throws IOException {
        var members = new Members();
        try (JsonParser in = JSON.createParser(line)) {
            require(in.nextToken() == JsonToken.START_OBJECT);
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                members.read(name, in);
            }
            require(in.nextToken() == null);
            return members.summary();
        } catch (IllegalArgumentException | java.time.DateTimeException misfit) {
            throw new IOException(misfit.getMessage(), misfit);
        }
    }

    private static void require(boolean fine) throws IOException {
        if (!fine) {
            throw new IOException("it is no operation");
        }
    }

    /** The members of a line that matter, while it is read. */
    private static final class Members {

        private String id;
        private String teamId;
        private String project;
        private Environment environment;
        private OperationState state;
        private boolean began;
        private Instant createdAt;
        private long fence;
        private String by;
        private String key;
        private String hash;
        private String failure;

        void read(String name, JsonParser in) throws IOException {
            switch (name) {
                case "id" -> id = in.getText();
                case "teamId" -> teamId = shared(in.getText());
                case "project" -> project = shared(in.getText());
                case "environment" -> environment = Environment.of(in.getText());
                case "state" -> state = OperationState.of(in.getText());
                case "startedAt" -> began = in.currentToken() != JsonToken.VALUE_NULL;
                case "createdAt" -> createdAt = Instant.parse(in.getText());
                case "fence" -> fence = in.getLongValue();
                case "by" -> by = shared(in.getText());
                case "idempotency" -> idempotency(in);
                case "failure" -> failure(in);
                default -> in.skipChildren();
            }
        }

        private void idempotency(JsonParser in) throws IOException {
            while (in.currentToken() != JsonToken.VALUE_NULL && in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "key" -> key = in.getText();
                    case "hash" -> hash = in.getText();
                    default -> in.skipChildren();
                }
            }
        }

        private void failure(JsonParser in) throws IOException {
            while (in.currentToken() != JsonToken.VALUE_NULL && in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                if (name.equals("code")) {
                    failure = in.getText();
                } else {
                    in.skipChildren();
                }
            }
        }

        OperationSummary summary() throws IOException {
            require(id != null && state != null && createdAt != null);
            Idempotency idempotency = key == null ? null : new Idempotency(key, hash);
            return new OperationSummary(
                    id,
                    teamId,
                    project,
                    environment,
                    state,
                    began,
                    createdAt,
                    fence,
                    by,
                    key == null ? null : CallDigest.of(by, key),
                    hash,
                    idempotency != null && !idempotency.isOneTime(),
                    failure == null ? null : ErrorCode.valueOf(failure));
        }

        /** Thousands of operations have the same team, project and key. */
        private static String shared(String text) {
            return text == null ? null : text.intern();
        }
    }
}
