package kr.codeb.contracts.registry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A project as the SSOT tells it, with its environments. */
public record Project(
        String name,
        String teamId,
        String type,
        Instant createdAt,
        String createdBy,
        Map<Environment, ProjectEnvironment> environments) {

    public Optional<ProjectEnvironment> in(Environment environment) {
        return Optional.ofNullable(environments.get(environment));
    }
}
