package kr.codeb.contracts.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import kr.codeb.contracts.ci.CiRun;
import kr.codeb.contracts.registry.Environment;

/**
 * An API key as it may be shown: everything but the key itself, of which only a hash is stored.
 *
 * @param createdBy id of the key that made it, or {@code installation}
 * @param expiresAt absent: never
 * @param revokedAt absent while it may be used
 * @param projects names of the projects that it may reach; absent: all of its team
 * @param tools names of the tools that it may call; absent: all that its role may
 * @param environments those of its projects that it may reach; absent: all
 * @param run the run of a workflow that it was made for; absent for all other keys
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApiKey(
        String id,
        String teamId,
        Role role,
        String name,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Instant revokedAt,
        List<String> projects,
        List<String> tools,
        List<Environment> environments,
        CiRun run) {

    @JsonCreator
    public ApiKey {
        projects = projects == null ? null : List.copyOf(projects);
        tools = tools == null ? null : List.copyOf(tools);
        environments = environments == null ? null : List.copyOf(environments);
    }

    /** One that is not narrowed. */
    public ApiKey(
            String id,
            String teamId,
            Role role,
            String name,
            Instant createdAt,
            String createdBy,
            Instant expiresAt,
            Instant revokedAt) {
        this(id, teamId, role, name, createdAt, createdBy, expiresAt, revokedAt, null, null, null, null);
    }

    /** The same, revoked. */
    public ApiKey revoked(Instant now) {
        return new ApiKey(
                id, teamId, role, name, createdAt, createdBy, expiresAt, now, projects, tools, environments, run);
    }

    /** The same, for these environments only. */
    public ApiKey within(List<Environment> fewer) {
        return new ApiKey(
                id, teamId, role, name, createdAt, createdBy, expiresAt, revokedAt, projects, tools, fewer, run);
    }

    public boolean isUsable(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    public boolean mayReach(String project) {
        return projects == null || projects.contains(project);
    }

    /** @param environment null: whichever */
    public boolean mayReach(String project, Environment environment) {
        return mayReach(project) && (environments == null || environment == null || environments.contains(environment));
    }

    public boolean mayCall(String tool) {
        return tools == null || tools.contains(tool);
    }
}
