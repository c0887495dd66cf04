package kr.codeb.contracts.scan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import kr.codeb.contracts.registry.Environment;

/**
 * One of the registry's files.
 *
 * @param file its path in the registry's folder, {@code slots/myapp-production.json}
 * @param problem why it cannot be used, in a sentence; absent when it can
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryFile(String file, State state, String problem) {

    public static final String SSOT = "ssot.json";
    public static final String REDIS_NUMBERS = "redis-db.json";

    /** Whether it can be used. */
    public enum State {
        OK,
        DAMAGED,
        MISSING;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static State of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    public boolean usable() {
        return state == State.OK;
    }

    /** The name of a project's slot file. */
    public static String slots(String project, Environment environment) {
        return "slots/%s-%s.json".formatted(project, environment);
    }
}
