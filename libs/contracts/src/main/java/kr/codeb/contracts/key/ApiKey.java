package kr.codeb.contracts.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * An API key as it may be shown: everything but the key itself, of which only a hash is stored.
 *
 * @param createdBy id of the key that made it, or {@code installation}
 * @param expiresAt absent: never
 * @param revokedAt absent while it may be used
 * @param projects names of the projects that it may reach; absent: all of its team
 * @param tools names of the tools that it may call; absent: all that its role may
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
        List<String> tools) {

    @JsonCreator
    public ApiKey {
        projects = projects == null ? null : List.copyOf(projects);
        tools = tools == null ? null : List.copyOf(tools);
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
        this(id, teamId, role, name, createdAt, createdBy, expiresAt, revokedAt, null, null);
    }

    public boolean isUsable(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    public boolean mayReach(String project) {
        return projects == null || projects.contains(project);
    }

    public boolean mayCall(String tool) {
        return tools == null || tools.contains(tool);
    }
}
