package kr.codeb.contracts.ci;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A run of a repository's workflow, as GitHub asserts it.
 *
 * @param repository {@code owner/name}, for people: names can be given away, so nothing is decided by them
 * @param repositoryId stays with the repository for ever
 * @param repositoryOwnerId stays with the owner for ever
 * @param ref {@code refs/heads/main}
 * @param environment GitHub's, of the job; absent when it has none
 * @param runId of the run
 * @param actor whose push or click it was; may be absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CiRun(
        String repository,
        String repositoryId,
        String repositoryOwnerId,
        String ref,
        String environment,
        String runId,
        String actor) {

    private static final int LONGEST_REPOSITORY = 70;

    /** What the key of this run is called. */
    public String keyName() {
        String shown = repository.length() <= LONGEST_REPOSITORY
                ? repository
                : repository.substring(0, LONGEST_REPOSITORY) + "…";
        return "ci: %s run %s".formatted(shown, runId);
    }

    /** {@code octocat/shop (repository_id 1, repository_owner_id 2)}. */
    public String who() {
        return "%s (repository_id %s, repository_owner_id %s)".formatted(repository, repositoryId, repositoryOwnerId);
    }

    /** {@code on refs/heads/main in the environment production}. */
    public String where() {
        return "on %s%s".formatted(ref, environment == null ? "" : " in the environment " + environment);
    }

    /** All of it in a line. */
    public String told() {
        return "%s %s, run %s%s".formatted(who(), where(), runId, actor == null ? "" : " by " + actor);
    }
}
