package kr.codeb.gateway.operation;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;

/**
 * Which of a team's operations are asked for.
 *
 * @param project null: of all
 * @param environment null: of all
 * @param before a time; only older ones are wanted; null: up to now
 * @param steps whether they are shown with their steps
 */
public record OperationFilter(String project, Environment environment, String before, int limit, boolean steps) {

    static final int MOST = 500;

    /** Whether a text can be used as {@code before}. */
    public static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    /** How many to ask for, so that enough are left when some fall out. */
    int asked() {
        return before == null ? Math.min(MOST, 2 * limit + 20) : MOST;
    }

    boolean wants(Operation operation) {
        return !refused(operation) && (before == null || operation.createdAt().isBefore(Instant.parse(before)));
    }

    /** What another operation kept from beginning is no part of the history. */
    private static boolean refused(Operation operation) {
        return operation.failure() != null && operation.failure().code() == ErrorCode.OPERATION_IN_PROGRESS;
    }
}
