package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SettingDifference;
import kr.codeb.contracts.registry.SettingsChanged.FromTo;
import kr.codeb.registry.store.Json;

/** The settings of an environment that its team may choose, as they are and as they are wanted. */
final class EnvironmentSettings {

    private static final String TYPE = "type";
    private static final String CI_TRUST = "ci_trust";

    /** CodeB gives these; a team cannot choose them. */
    private static final Set<String> GIVEN = Set.of("ports", "database", "redis", "domain", "domains");

    private static final Set<String> CHANGEABLE = changeable();
    private static final int HIGHEST_PORT = 65535;

    private final ObjectNode entry;
    private final ObjectNode settings;
    private final ObjectNode effective;

    /**
     * @param entry the project's, which has this environment
     * @param graceHours what counts for a project that does not say
     */
    EnvironmentSettings(ObjectNode entry, Environment environment, int graceHours) {
        this.entry = entry;
        settings = Ssot.settings(entry, environment).orElseThrow();
        effective = Json.tree(Json.as(settings, ProjectEnvironment.class));
        effective.putIfAbsent("graceHours", IntNode.valueOf(graceHours));
        effective.withArray(CI_TRUST);
        effective.set(TYPE, entry.path(TYPE).isTextual() ? entry.get(TYPE) : TextNode.valueOf("nextjs"));
    }

    private static Set<String> changeable() {
        var names = new TreeSet<>(Ssot.SETTINGS);
        names.removeAll(GIVEN);
        names.add(TYPE);
        return names;
    }

    /**
     * What would change.
     *
     * @param wanted by name; a null is not given
     * @throws CodebException INVALID_PARAMS for names that are no settings, and values that they cannot have
     */
    Map<String, FromTo> changes(ObjectNode wanted) {
        var changes = new LinkedHashMap<String, FromTo>();
        wanted.properties().forEach(setting -> {
            String name = setting.getKey();
            if (!CHANGEABLE.contains(name)) {
                throw invalid(
                        name,
                        "is no setting that can be changed; those are %s".formatted(String.join(", ", CHANGEABLE)));
            }
            JsonNode value = setting.getValue();
            if (!value.isNull() && !same(effective.path(name), value)) {
                check(name, value);
                changes.put(name, new FromTo(effective.get(name), value));
            }
        });
        return changes;
    }

    private void check(String name, JsonNode value) {
        boolean fits = switch (name) {
            case TYPE -> value.isTextual();
            case "containerPort" -> value.isInt() && value.asInt() >= 1 && value.asInt() <= HIGHEST_PORT;
            case "graceHours" -> value.isInt() && value.asInt() >= 1;
            case CI_TRUST -> value.isArray();
            default -> true;
        };
        if (!fits) {
            throw invalid(name, "cannot be %s".formatted(value));
        }
        try {
            Json.as(settings.deepCopy().set(name, value), ProjectEnvironment.class);
        } catch (IllegalArgumentException misfit) {
            throw invalid(name, "cannot be %s".formatted(value));
        }
    }

    /** The project's entry with these changes; keys that CodeB does not know stay. */
    ObjectNode changed(Map<String, FromTo> changes, Environment environment) {
        ObjectNode next = entry.deepCopy();
        ObjectNode part = environment == Environment.STAGING ? next.withObject("/" + Ssot.STAGING) : next;
        changes.forEach((name, change) -> (name.equals(TYPE) ? next : part).set(name, change.to()));
        return next;
    }

    /**
     * Where what a caller gave to {@code workflow_init} differs from what is there. A database or Redis number that is
     * wanted and missing is no difference: it is made.
     *
     * @param given the tool's params that the caller really gave, by name; others than settings are passed over
     */
    List<SettingDifference> differences(ObjectNode given) {
        var differences = new ArrayList<SettingDifference>();
        given.properties().forEach(param -> {
            String name = param.getKey();
            JsonNode value = param.getValue();
            if (value.isNull()) {
                return;
            }
            if (name.equals("database") || name.equals("redis")) {
                if (value.isBoolean() && !value.asBoolean() && effective.has(name)) {
                    differences.add(new SettingDifference(name, BooleanNode.TRUE, value));
                }
            } else if ((CHANGEABLE.contains(name) || name.equals("domain") && effective.has(name))
                    && !same(effective.path(name), value)) {
                differences.add(new SettingDifference(name, effective.get(name), value));
            }
        });
        return differences;
    }

    private static boolean same(JsonNode is, JsonNode wanted) {
        return is.equals(wanted)
                || is.isValueNode() && wanted.isValueNode() && is.asText().equals(wanted.asText());
    }

    private static CodebException invalid(String name, String problem) {
        return new CodebException(
                ErrorCode.INVALID_PARAMS,
                "%s %s.".formatted(name, problem),
                Map.of("violations", List.of(Map.of("param", name, "message", problem))));
    }
}
