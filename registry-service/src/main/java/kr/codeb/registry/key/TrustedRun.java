package kr.codeb.registry.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.contracts.ci.CiRun;
import kr.codeb.contracts.ci.CiTrust;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.NewCiKey;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.ci.CiTrusts;
import kr.codeb.registry.ci.TrustingPlace;

/**
 * What trusts a run, of what it asked for.
 *
 * @param near environments that trust the run's repository, be it for other runs; a run of it may hear of them
 * @param places those of them that trust the run
 */
record TrustedRun(NewCiKey asked, List<TrustingPlace> near, List<TrustingPlace> places) {

    static TrustedRun of(ObjectNode ssot, NewCiKey asked) {
        List<TrustingPlace> near = CiTrusts.all(ssot)
                .filter(place -> place.knows(asked.run()))
                .filter(place -> asked.project() == null || asked.project().equals(place.project()))
                .toList();
        List<TrustingPlace> places = near.stream()
                .filter(place -> place.admits(asked.run()))
                .filter(place -> asked.environment() == null || asked.environment() == place.environment())
                .toList();
        return new TrustedRun(asked, near, places);
    }

    /** Whether the run's repository is known here. */
    boolean isKnown() {
        return !near.isEmpty();
    }

    String project() {
        return first().project();
    }

    String teamId() {
        return first().teamId();
    }

    List<Environment> environments() {
        return places.stream().map(TrustingPlace::environment).toList();
    }

    private TrustingPlace first() {
        return places.isEmpty() ? near.getFirst() : places.getFirst();
    }

    /** @throws CodebException FORBIDDEN, INVALID_PARAMS unless one project trusts it */
    TrustedRun checked() {
        if (!isKnown()) {
            throw refused(unknown());
        }
        if (places.isEmpty()) {
            throw refused(untrusted());
        }
        List<String> projects =
                places.stream().map(TrustingPlace::project).distinct().toList();
        if (projects.size() > 1) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    "%d projects trust this run: %s. Say which with project."
                            .formatted(projects.size(), String.join(", ", projects)),
                    Map.of("projects", projects));
        }
        return this;
    }

    /** The same whether or not there is such a project. */
    private String unknown() {
        CiRun run = asked.run();
        return "%s trusts the repository %s. An admin of the project's team lets it in with project_update and ci_trust: [{\"repository_id\": \"%s\", \"repository_owner_id\": \"%s\", \"ref\": \"%s\"}]."
                .formatted(
                        asked.project() == null ? "No project here" : "No project " + asked.project(),
                        run.who(),
                        run.repositoryId(),
                        run.repositoryOwnerId(),
                        run.ref());
    }

    private String untrusted() {
        CiRun run = asked.run();
        boolean elsewhere = near.stream().anyMatch(place -> place.admits(run));
        if (elsewhere) {
            return "No %s environment trusts this run, but another one does. Ask for that one, or change ci_trust."
                    .formatted(asked.environment());
        }
        boolean otherOwner = near.stream()
                .flatMap(place -> place.trusts().stream())
                .noneMatch(trust -> trust.isOf(run) && run.repositoryOwnerId().equals(trust.repositoryOwnerId()));
        if (otherOwner) {
            return "%s trusts the repository with the id %s, but of another owner than %s. If it was moved on purpose, change ci_trust."
                    .formatted(project(), run.repositoryId(), run.repositoryOwnerId());
        }
        String trusted = near.stream()
                .flatMap(place -> place.trusts().stream()
                        .filter(trust -> trust.isOf(run))
                        .map(CiTrust::told)
                        .map(told -> "%s of %s (%s)".formatted(told, place.project(), place.environment())))
                .collect(Collectors.joining("; "));
        return "This run is %s, which is not trusted. Trusted of its repository: %s. Run it there, or change ci_trust."
                .formatted(run.where(), trusted);
    }

    private CodebException refused(String sentence) {
        CiRun run = asked.run();
        return new CodebException(
                ErrorCode.FORBIDDEN,
                sentence,
                Map.of("repository_id", run.repositoryId(), "repository_owner_id", run.repositoryOwnerId()));
    }
}
