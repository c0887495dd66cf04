package kr.codeb.contracts.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kinds of change, each with the service that runs it and the word for it in sentences. */
public enum OperationKind {
    INIT("provisioner"),
    ENV_SYNC("provisioner"),
    ENV_RESTORE("provisioner"),
    DEPLOY("deployer"),
    PROMOTE("deployer"),
    ROLLBACK("deployer"),
    CLEANUP("deployer"),
    REPAIR("deployer");

    private final String service;

    OperationKind(String service) {
        this.service = service;
    }

    /** Name of the service that runs operations of this kind. */
    public String service() {
        return service;
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
