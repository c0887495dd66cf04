package kr.codeb.provisioner.init;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;

/**
 * What {@code workflow_init} is called with, defaults filled in.
 *
 * @param domain null for the project's name under the base domain
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record InitParams(
        String projectName,
        String type,
        boolean database,
        boolean redis,
        String domain,
        Environment environment,
        Integer containerPort,
        String healthPath,
        String memory,
        String cpus,
        String deployType) {

    /** What the SSOT is to say. */
    ProjectEnvironment settings(
            Ports ports, ProjectEnvironment.Database database, ProjectEnvironment.Redis redis, String domain) {
        return new ProjectEnvironment(
                ports, database, redis, domain, List.of(), containerPort, healthPath, memory, cpus, deployType, null);
    }
}
