package kr.codeb.gateway.tools.delete;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.contracts.deletion.DeletionPlan;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Plan;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Finds out what a call of {@code project_delete} would remove. */
@Singleton
class Deletions {

    private final DeletionClient deployer;

    Deletions(@RestClient DeletionClient deployer) {
        this.deployer = deployer;
    }

    /** All that would go, as it is now. @throws CodebException PROJECT_NOT_FOUND when the project has no such environment */
    Plan plan(Call call) {
        boolean keepsDatabase = call.flag("keepDatabase");
        List<DeletionPlan> plans = environments(call).stream()
                .map(environment -> Neighbour.reading(() -> deployer.plan(call.projectName(), environment)))
                .toList();
        ObjectNode shown = Json.object().put("projectName", call.projectName()).put("keepDatabase", keepsDatabase);
        plans.forEach(plan -> shown.withArray("environments").add(Json.tree(plan)));
        return new Plan(
                shown,
                plans.stream()
                        .map(plan -> told(plan, keepsDatabase))
                        .collect(Collectors.joining("\n", "This would go for good:\n", "")));
    }

    /** The environments in the order in which they go: staging first, production last. @throws CodebException PROJECT_NOT_FOUND */
    static List<Environment> environments(Call call) {
        List<Environment> wanted = call.project().environments().keySet().stream()
                .filter(there -> call.environment() == null || call.environment() == there)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (wanted.isEmpty()) {
            throw new CodebException(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "%s has no environment %s. slot_status shows what there is."
                            .formatted(call.projectName(), call.environment()),
                    Map.of("projectName", call.projectName()));
        }
        return wanted;
    }

    private static String told(DeletionPlan plan, boolean keepsDatabase) {
        JsonNode shown = Json.tree(plan);
        List<String> parts = new ArrayList<>();
        many(parts, shown.path("containers").size(), "container");
        many(parts, shown.path("images").size(), "image");
        many(parts, shown.path("files").size(), "file");
        if (plan.remains().database() != null) {
            parts.add("the database %s%s"
                    .formatted(plan.remains().database(), keepsDatabase ? " (kept)" : " with all its data"));
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
