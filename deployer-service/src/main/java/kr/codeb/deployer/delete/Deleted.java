package kr.codeb.deployer.delete;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;

/** What {@code project_delete} answers. */
record Deleted(String projectName, boolean projectRemoved, List<Gone> deleted) {

    /**
     * One environment.
     *
     * @param ports free for others now; absent when it had none
     * @param redis its number, free for others now; absent when it had none
     * @param domains all that it answered to
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Gone(
            Environment environment,
            Ports ports,
            Integer redis,
            List<String> domains,
            boolean databaseKept,
            String operationId) {}

    /** Together with what was deleted after it. */
    Deleted and(Deleted later) {
        return new Deleted(
                projectName,
                later.projectRemoved,
                Stream.concat(deleted.stream(), later.deleted.stream()).toList());
    }
}
