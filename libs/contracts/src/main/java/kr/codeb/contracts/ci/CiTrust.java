package kr.codeb.contracts.ci;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which runs of a repository's workflows may deploy to an environment. It goes by GitHub's numbers, never by names.
 *
 * @param environment GitHub's, of the job; absent: any
 * @param ref {@code refs/heads/main}; absent: any, and then {@code environment} is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CiTrust(
        @JsonProperty("repository_id") String repositoryId,
        @JsonProperty("repository_owner_id") String repositoryOwnerId,
        String environment,
        String ref) {

    /** Whether a run is one of these. One that names neither environment nor ref trusts nobody. */
    public boolean admits(CiRun run) {
        return isOf(run)
                && repositoryOwnerId != null
                && repositoryOwnerId.equals(run.repositoryOwnerId())
                && (environment != null || ref != null)
                && (environment == null || environment.equals(run.environment()))
                && (ref == null || ref.equals(run.ref()));
    }

    /** Whether it is about the run's repository. */
    public boolean isOf(CiRun run) {
        return repositoryId != null && repositoryId.equals(run.repositoryId());
    }

    /** {@code refs/heads/main}, {@code the environment production}, or both. */
    public String told() {
        return Stream.of(ref, environment == null ? null : "the environment " + environment)
                .filter(part -> part != null)
                .collect(Collectors.joining(" in "));
    }
}
