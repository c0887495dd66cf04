package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.store.Json;

/** Writes entries of {@code ssot.json}, with the keys in the order of CodeB v7. Entries given in are not changed. */
final class ProjectEntry {

    private static final String CREATED_AT = "createdAt";
    private static final String CREATED_BY = "createdBy";

    private ProjectEntry() {}

    /** An entry for a project that has none. */
    static ObjectNode made(NewProject asked, Environment environment) {
        ObjectNode entry = Json.object().put("teamId", asked.teamId()).put("type", asked.type());
        return switch (environment) {
            case PRODUCTION -> {
                addMissing(entry, settings(asked));
                yield entry;
            }
            case STAGING -> {
                entry.put(CREATED_AT, Times.now().toString()).put(CREATED_BY, asked.createdBy());
                entry.set(Ssot.STAGING, settings(asked));
                yield entry;
            }
        };
    }

    /** The entry with the environment, or with those of its keys that were missing. */
    static ObjectNode completed(ObjectNode entry, NewProject asked, Environment environment) {
        ObjectNode completed = entry.deepCopy();
        ObjectNode part = switch (environment) {
            case PRODUCTION -> completed;
            case STAGING -> completed.withObject("/" + Ssot.STAGING);
        };
        addMissing(part, settings(asked));
        addMissing(completed, Json.object().put("teamId", asked.teamId()).put("type", asked.type()));
        return completed;
    }

    /** The entry without the environment; null when no environment is left. */
    static ObjectNode without(ObjectNode entry, Environment environment) {
        Environment other = environment == Environment.PRODUCTION ? Environment.STAGING : Environment.PRODUCTION;
        if (Ssot.settings(entry, other).isEmpty()) {
            return null;
        }
        ObjectNode left = entry.deepCopy();
        switch (environment) {
            case STAGING -> left.remove(Ssot.STAGING);
            case PRODUCTION -> left.remove(Ssot.SETTINGS);
        }
        return left;
    }

    private static ObjectNode settings(NewProject asked) {
        ObjectNode known = Json.tree(asked.settings());
        ObjectNode ordered = Json.object();
        for (String key : new String[] {"ports", "database", "redis", "domain"}) {
            if (known.has(key)) {
                ordered.set(key, known.remove(key));
            }
        }
        ordered.put(CREATED_AT, Times.now().toString()).put(CREATED_BY, asked.createdBy());
        return ordered.setAll(known);
    }

    private static void addMissing(ObjectNode object, ObjectNode wanted) {
        wanted.properties().forEach(member -> object.putIfAbsent(member.getKey(), member.getValue()));
    }
}
