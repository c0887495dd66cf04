package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What the SSOT says of one environment of a project.
 *
 * @param database absent when the project has none
 * @param redis absent when the project has none
 * @param domain the primary domain
 * @param domains further domains, without the primary one
 * @param containerPort port that the application listens on inside its container
 * @param memory Docker's {@code --memory}, {@code 512m}
 * @param cpus Docker's {@code --cpus}
 * @param graceHours how long the version before is kept after a promote
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProjectEnvironment(
        Ports ports,
        Database database,
        Redis redis,
        String domain,
        List<String> domains,
        Integer containerPort,
        String healthPath,
        String memory,
        String cpus,
        String deployType,
        Integer graceHours) {

    /** Adopted entries lack what CodeB v7 did not write; its defaults are filled in here. */
    public ProjectEnvironment {
        domains = domains == null ? List.of() : List.copyOf(domains);
        containerPort = containerPort == null ? 3000 : containerPort;
        healthPath = healthPath == null ? "/health" : healthPath;
        memory = memory == null ? "512m" : memory;
        cpus = cpus == null ? "1" : cpus;
        deployType = deployType == null ? "api" : deployType;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Database(String name, String user) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Redis(int db) {}
}
