package kr.codeb.contracts.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an operation is. */
public enum OperationState {
    /** Written down, not yet begun. */
    PENDING,
    RUNNING,
    SUCCEEDED,
    /** Ended without its effect; what it made was taken back. */
    FAILED;

    public boolean ended() {
        return this == SUCCEEDED || this == FAILED;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static OperationState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
