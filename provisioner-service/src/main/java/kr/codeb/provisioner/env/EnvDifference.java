package kr.codeb.provisioner.env;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a variable of an env file and of a given text differ; never the values. */
public record EnvDifference(String key, Status status) {

    /** Seen from the file: what the given text would do to it. */
    public enum Status {
        ADDED,
        REMOVED,
        CHANGED,
        SAME;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In the file's order, then what only the given text has. */
    static List<EnvDifference> between(EnvFile file, EnvFile given) {
        List<EnvDifference> differences = new ArrayList<>();
        Map<String, String> now = given.variables();
        Map<String, String> old = file.variables();
        old.forEach((key, value) -> differences.add(new EnvDifference(
                key,
                !now.containsKey(key) ? Status.REMOVED : now.get(key).equals(value) ? Status.SAME : Status.CHANGED)));
        now.keySet().stream()
                .filter(key -> !old.containsKey(key))
                .forEach(key -> differences.add(new EnvDifference(key, Status.ADDED)));
        return differences;
    }
}
