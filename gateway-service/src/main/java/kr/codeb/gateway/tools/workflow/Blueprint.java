package kr.codeb.gateway.tools.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;

/** What the files of a repository are made for: one environment of a project. */
public record Blueprint(
        String project,
        Environment environment,
        ProjectType type,
        DeployType deployType,
        int containerPort,
        String healthPath) {

    /** As an init was asked for it. */
    public static Blueprint of(Operation init) {
        JsonNode params = init.params();
        return new Blueprint(
                init.project(),
                init.environment(),
                ProjectType.of(params.path("type").asText()),
                DeployType.of(params.path("deployType").asText()),
                params.path("containerPort").asInt(),
                params.path("healthPath").asText());
    }

    static Blueprint of(
            String project,
            Environment environment,
            ProjectEnvironment settings,
            ProjectType type,
            DeployType deployType) {
        return new Blueprint(project, environment, type, deployType, settings.containerPort(), settings.healthPath());
    }
}
