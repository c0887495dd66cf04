package kr.codeb.gateway.tools.delete;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.contracts.deletion.DeletionPlan;
import kr.codeb.gateway.Json;
import kr.codeb.web.Sha256;

/**
 * All that a deletion would remove, as it is now.
 *
 * @param environments in the order in which they go
 */
record Plan(String project, boolean keepDatabase, List<DeletionPlan> environments) {

    ObjectNode shown() {
        ObjectNode plan = Json.object().put("projectName", project).put("keepDatabase", keepDatabase);
        environments.forEach(environment -> plan.withArray("environments").add(Json.tree(environment)));
        return plan;
    }

    /** Two plans have the same only if the same would go. */
    String hash() {
        return Sha256.hex(Json.canonical(shown()));
    }

    /** One line for each environment. */
    String told() {
        return String.join("\n", environments.stream().map(this::told).toList());
    }

    private String told(DeletionPlan plan) {
        JsonNode shown = Json.tree(plan);
        List<String> parts = new ArrayList<>();
        many(parts, shown.path("containers").size(), "container");
        many(parts, shown.path("images").size(), "image");
        many(parts, shown.path("files").size(), "file");
        if (plan.remains().database() != null) {
            parts.add("the database %s%s"
                    .formatted(plan.remains().database(), keepDatabase ? " (kept)" : " with all its data"));
        }
        if (plan.remains().redis() != null) {
            parts.add(
                    "Redis number %d with all its keys".formatted(plan.remains().redis()));
        }
        parts.add("the site of " + String.join(", ", plan.remains().domains()));
        return "%s: %s".formatted(plan.environment(), String.join(", ", parts));
    }

    private static void many(List<String> parts, int count, String noun) {
        if (count > 0) {
            parts.add("%d %s%s".formatted(count, noun, count == 1 ? "" : "s"));
        }
    }
}
