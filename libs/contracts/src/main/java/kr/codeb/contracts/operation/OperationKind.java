package kr.codeb.contracts.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;

/** The kinds of change, each with the service that runs it, how long it may last, and the word for it in sentences. */
public enum OperationKind {
    INIT("provisioner", 15),
    UPDATE("provisioner", 10),
    ENV_SYNC("provisioner", 5),
    ENV_RESTORE("provisioner", 5),
    DOMAIN("provisioner", 10),
    DEPLOY("deployer", 30),
    PROMOTE("deployer", 10),
    ROLLBACK("deployer", 10),
    CLEANUP("deployer", 15),
    REPAIR("deployer", 20),
    /** Of several environments, the first one waits for the next. */
    DELETE("deployer", 30);

    private final String service;
    private final Duration longest;

    OperationKind(String service, int longestMinutes) {
        this.service = service;
        this.longest = Duration.ofMinutes(longestMinutes);
    }

    /** Name of the service that runs operations of this kind. */
    public String service() {
        return service;
    }

    /** Longest life of an operation: one that lasts longer hangs, is given up and taken back. */
    public Duration longest() {
        return longest;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static OperationKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** The word for it in a sentence: {@code env sync}. */
    public String word() {
        return wire().replace('_', ' ');
    }

    @Override
    public String toString() {
        return wire();
    }
}
