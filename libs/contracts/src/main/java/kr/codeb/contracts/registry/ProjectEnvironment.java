package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import kr.codeb.contracts.ci.CiTrust;

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
 * @param ciTrust which runs of workflows get keys for it; none unless somebody said so
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
        Integer graceHours,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("ci_trust")
        List<CiTrust> ciTrust) {

    /** Adopted entries lack what CodeB v7 did not write; its defaults are filled in here. */
    @JsonCreator
    public ProjectEnvironment {
        ciTrust = ciTrust == null ? List.of() : List.copyOf(ciTrust);
        domains = domains == null ? List.of() : List.copyOf(domains);
        containerPort = containerPort == null ? 3000 : containerPort;
        healthPath = healthPath == null ? "/health" : healthPath;
        memory = memory == null ? "512m" : memory;
        cpus = cpus == null ? "1" : cpus;
        deployType = deployType == null ? "api" : deployType;
    }

    /** One that trusts no workflow. */
    public ProjectEnvironment(
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
        this(
                ports,
                database,
                redis,
                domain,
                domains,
                containerPort,
                healthPath,
                memory,
                cpus,
                deployType,
                graceHours,
                List.of());
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Database(String name, String user) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Redis(int db) {}
}
