package kr.codeb.gateway.call;

import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.HostNames;
import kr.codeb.contracts.registry.SlotName;

/** Names that no project, or no environment of one, can have. */
final class ReservedNames {

    /** DNS takes so many characters between two dots. */
    private static final int LONGEST_LABEL = 63;

    private static final List<String> ENDINGS = List.of("-staging", "-production", "-preview", "-blue", "-green");
    /** Redis' own user: a project's user there has the project's name. */
    private static final String DEFAULT = "default";

    private ReservedNames() {}

    /**
     * Refuses a name that would collide with another name's host, file, user or container.
     *
     * @throws CodebException NAME_RESERVED
     */
    static void check(String project) {
        if (HostNames.OF_CODEB.contains(project) || project.equals(DEFAULT)) {
            throw reserved(project, "CodeB uses that name itself");
        }
        ENDINGS.stream().filter(project::endsWith).findFirst().ifPresent(ending -> {
            throw reserved(project, "names ending in %s belong to the project before it".formatted(ending));
        });
    }

    /**
     * Refuses a name whose previews could have no host name.
     *
     * @throws CodebException INVALID_PARAMS
     */
    static void checkLength(String project, Environment environment) {
        String longest = "%s-%s".formatted(environment.qualify(project), SlotName.GREEN);
        if (longest.length() > LONGEST_LABEL) {
            String message =
                    "is too long for %s: its preview would be %s, and DNS takes %d characters between two dots."
                                    .formatted(environment, longest, LONGEST_LABEL)
                            + " Choose a shorter name.";
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    "The name %s %s".formatted(project, message),
                    Map.of("violations", List.of(Map.of("param", "projectName", "message", message))));
        }
    }

    private static CodebException reserved(String project, String why) {
        return new CodebException(
                ErrorCode.NAME_RESERVED,
                "%s cannot be a project's name: %s. Choose another name.".formatted(project, why),
                Map.of("projectName", project));
    }
}
