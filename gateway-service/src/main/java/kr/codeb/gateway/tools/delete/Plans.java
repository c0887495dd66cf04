package kr.codeb.gateway.tools.delete;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Finds out what a call of {@code project_delete} would remove. */
@Singleton
class Plans {

    private final DeletionClient deployer;

    Plans(@RestClient DeletionClient deployer) {
        this.deployer = deployer;
    }

    /** @throws CodebException PROJECT_NOT_FOUND when the project has no such environment */
    Plan of(Call call) {
        return new Plan(
                call.projectName(),
                call.flag("keepDatabase"),
                environments(call).stream()
                        .map(environment -> Neighbour.reading(() -> deployer.plan(call.projectName(), environment)))
                        .toList());
    }

    /** Staging goes first, production last. */
    private static List<Environment> environments(Call call) {
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
}
