package kr.codeb.gateway.call;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** Names that would collide with another name's host, file or container. */
final class ReservedNames {

    private static final List<String> ENDINGS = List.of("-staging", "-production", "-preview", "-blue", "-green");
    private static final Set<String> WORDS =
            Set.of("api", "www", "preview", "ws", "db", "app", "storage", "ns1", "ns2", "mail", "backup");

    private ReservedNames() {}

    /** @throws CodebException NAME_RESERVED */
    static void check(String project) {
        if (WORDS.contains(project)) {
            throw reserved(project, "CodeB uses that name itself");
        }
        ENDINGS.stream().filter(project::endsWith).findFirst().ifPresent(ending -> {
            throw reserved(project, "names ending in %s belong to the project before it".formatted(ending));
        });
    }

    private static CodebException reserved(String project, String why) {
        return new CodebException(
                ErrorCode.NAME_RESERVED,
                "%s cannot be a project's name: %s. Choose another name.".formatted(project, why),
                Map.of("projectName", project));
    }
}
