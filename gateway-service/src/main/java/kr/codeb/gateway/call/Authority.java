package kr.codeb.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.neighbour.Reads;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The one place that decides whether a caller may make a call: by role, by what its key is for, and by whose project it is. */
@Singleton
class Authority {

    private final RegistryClient registry;
    private final Reads reads;

    Authority(@RestClient RegistryClient registry, Reads reads) {
        this.registry = registry;
        this.reads = reads;
    }

    /** @throws CodebException FORBIDDEN */
    void mayCall(Caller caller, Tool tool, ObjectNode params) {
        caller.mustBeFor(tool.name(), tool.role());
        for (Param param : tool.input().params()) {
            if (param.isRaisedBy(params)) {
                caller.mustBe(param.raises(), "%s with %s".formatted(tool.name(), param.name()));
            }
        }
    }

    /**
     * The project that the call is about, if there is one. While the registry cannot tell, a scan has none.
     *
     * @throws CodebException PROJECT_NOT_FOUND also for a project of another team or one that the key is not for, so that its existence does not show;
     *     PROJECT_EXISTS, NAME_RESERVED or INVALID_PARAMS for a new one
     */
    Project project(Caller caller, Tool tool, ObjectNode params) {
        String name = params.path("projectName").asText(null);
        if (tool.scope() == Scope.TEAM || name == null) {
            return null;
        }
        if (!caller.mayReach(name)) {
            throw tool.scope() == Scope.NEW_PROJECT ? notFor(caller, name) : none(name);
        }
        mustReach(caller, name, params);
        Project project;
        try {
            project = look(name, tool);
        } catch (CodebException failure) {
            if (tool.scope() == Scope.SCANNED && failure.code() == ErrorCode.REGISTRY_CORRUPT) {
                return null;
            }
            throw failure;
        }
        boolean own =
                project != null && project.teamId() != null && project.teamId().equals(caller.teamId());
        if (tool.scope() == Scope.NEW_PROJECT) {
            Environment wanted = Environment.of(params.path("environment").asText());
            if (!own) {
                checkFree(name, project);
            }
            if (!own || project.in(wanted).isEmpty()) {
                ReservedNames.checkLength(name, wanted);
            }
            return own ? project : null;
        }
        if (!own) {
            throw none(name);
        }
        if (tool.scope() == Scope.ENVIRONMENT) {
            Environment environment = Environment.of(params.path("environment").asText());
            project.in(environment).orElseThrow(() -> noEnvironment(name, environment));
        }
        return project;
    }

    /** Of a project that the key is for, it may know. Without an environment, each tool shows those that the key reaches. */
    private static void mustReach(Caller caller, String name, ObjectNode params) {
        String environment = params.path("environment").asText(null);
        if (environment != null && !caller.mayReach(Environment.of(environment))) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "Your key is not for %s of %s, only for %s. Use another key."
                            .formatted(
                                    environment,
                                    name,
                                    caller.environments().stream()
                                            .map(Environment::wire)
                                            .collect(Collectors.joining(" and "))),
                    Map.of("environments", caller.environments()));
        }
    }

    private Project look(String name, Tool tool) {
        try {
            return tool.effect() == Effect.READ ? reads.project(name) : Neighbour.reading(() -> registry.project(name));
        } catch (CodebException refused) {
            if (refused.code() == ErrorCode.PROJECT_NOT_FOUND) {
                return null;
            }
            throw refused;
        }
    }

    private static void checkFree(String name, Project taken) {
        if (taken != null) {
            throw new CodebException(
                    ErrorCode.PROJECT_EXISTS,
                    "The name %s is taken by another team. Choose another name.".formatted(name),
                    Map.of("projectName", name));
        }
        ReservedNames.check(name);
    }

    private static CodebException none(String name) {
        return new CodebException(
                ErrorCode.PROJECT_NOT_FOUND,
                "Your team has no project %s, or your key is not for it. project_list shows those there are; workflow_init makes one."
                        .formatted(name),
                Map.of("projectName", name));
    }

    private static CodebException notFor(Caller caller, String name) {
        return new CodebException(
                ErrorCode.FORBIDDEN,
                "Your key is for the projects %s only, so it cannot create %s. Use another key."
                        .formatted(String.join(", ", caller.projects()), name),
                Map.of("projects", caller.projects()));
    }

    private static CodebException noEnvironment(String name, Environment environment) {
        return new CodebException(
                ErrorCode.PROJECT_NOT_FOUND,
                "%s has no environment %s. workflow_init with environment %s makes it."
                        .formatted(name, environment, environment),
                Map.of("projectName", name, "environment", environment.wire()));
    }
}
