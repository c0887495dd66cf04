package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a project runs. Each environment has its own ports, slots, database, Redis number, env file and domain. */
public enum Environment {
    PRODUCTION,
    STAGING;

    /** The name in files, URLs and answers: {@code production} or {@code staging}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if {@code wire} names no environment */
    @JsonCreator
    public static Environment of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** JAX-RS path and query parameters are read by this name. */
    public static Environment fromString(String wire) {
        return of(wire);
    }

    /** {@code myapp} for production, {@code myapp-staging} for staging: host, site file and Redis key are named so. */
    public String qualify(String project) {
        return this == PRODUCTION ? project : project + "-" + wire();
    }

    @Override
    public String toString() {
        return wire();
    }
}
