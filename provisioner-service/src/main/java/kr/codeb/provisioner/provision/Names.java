package kr.codeb.provisioner.provision;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.HostNames;
import kr.codeb.provisioner.site.Site;

/** What a project's environment is called in each server's language, and whether each server can hold that name. */
public record Names(String project, Environment environment) {

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_IN_POSTGRESQL = 63;

    /** {@code myapp_db}, {@code my_shop_staging_db}. */
    public String database() {
        return underscored() + "_db";
    }

    public String databaseUser() {
        return underscored() + "_user";
    }

    public String redisUser() {
        return environment.qualify(project);
    }

    public String domain(String baseDomain) {
        return new HostNames(baseDomain).site(project, environment);
    }

    /**
     * Refuses a project whose names would be too long for a server, before anything is made.
     *
     * @throws CodebException INVALID_PARAMS
     */
    public void refuseTooLong(String baseDomain) {
        new Site(project, environment, null, List.of(domain(baseDomain)), baseDomain)
                .hosts().stream().filter(Names::isTooLongForDns).findFirst().ifPresent(host -> {
                    throw tooLong("the host name %s, and DNS takes %d characters between two dots and %d in all"
                            .formatted(host, LONGEST_LABEL, LONGEST_HOST));
                });
        for (String name : List.of(database(), databaseUser())) {
            if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_IN_POSTGRESQL) {
                throw tooLong("%s in PostgreSQL, which takes %d bytes".formatted(name, LONGEST_IN_POSTGRESQL));
            }
        }
    }

    private static boolean isTooLongForDns(String host) {
        return host.length() > LONGEST_HOST
                || Arrays.stream(host.split("\\.")).anyMatch(label -> label.length() > LONGEST_LABEL);
    }

    private CodebException tooLong(String name) {
        String message = "is too long for %s: it would be %s. Choose a shorter name.".formatted(environment, name);
        return new CodebException(
                ErrorCode.INVALID_PARAMS,
                "The name %s %s".formatted(project, message),
                Map.of("violations", List.of(Map.of("param", "projectName", "message", message))));
    }

    private String underscored() {
        return environment.qualify(project).replace('-', '_');
    }
}
