package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Params;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Projects: make one, list them. */
@Singleton
class ProjectTools implements ToolGroup {

    private final RegistryClient registry;
    private final GithubWorkflow workflow;

    ProjectTools(@RestClient RegistryClient registry, GithubWorkflow workflow) {
        this.registry = registry;
        this.workflow = workflow;
    }

    @Override
    public List<Tool> tools() {
        return List.of(init(), list());
    }

    private Tool init() {
        return Tool.named("workflow_init")
                .says("Makes a project, or another environment of one: ports, slots, database, Redis number, env file,"
                        + " site and DNS record. What is there already is kept.")
                .needs(Role.MEMBER)
                .effect(Effect.WRITE)
                .about(Scope.NEW_PROJECT)
                .takes(
                        Params.PROJECT,
                        Params.TYPE,
                        Param.flag("database", "Make a PostgreSQL database and user.")
                                .orElse(true),
                        Param.flag("redis", "Give it a Redis number and user.").orElse(true),
                        Params.DOMAIN,
                        Params.ENVIRONMENT,
                        Params.CONTAINER_PORT,
                        Params.HEALTH_PATH,
                        Params.MEMORY,
                        Params.CPUS,
                        Params.DEPLOY_TYPE)
                .answers("projectName, ports{blue,green}, database{name,user,url}, redis{db,url}, domain, files[],"
                        + " created, workflow, steps[], duration")
                .runs(OperationKind.INIT, ProjectTools::adapted, workflow::addTo);
    }

    /** One form for what may be said in two. */
    private static ObjectNode adapted(Call call) {
        ObjectNode params = call.params().deepCopy();
        params.put(
                "cpus", new BigDecimal(call.text("cpus")).stripTrailingZeros().toPlainString());
        params.put("memory", call.text("memory").toLowerCase(Locale.ROOT));
        return params;
    }

    private Tool list() {
        return Tool.named("project_list")
                .says("Lists your team's projects with their environments and active versions.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .answers("projects[]{name, type, environments, domain, activeVersion}")
                .calls(this::projects);
    }

    private ObjectNode projects(Call call) {
        String team = call.caller().teamId();
        List<Slots> slots = Neighbour.reading(() -> registry.slots(team));
        ObjectNode fields = Json.object();
        ArrayNode projects = fields.putArray("projects");
        Neighbour.reading(() -> registry.projects(team)).stream()
                .filter(project -> team.equals(project.teamId()))
                .map(project -> entry(project, slots))
                .forEach(projects::add);
        return fields;
    }

    private static ObjectNode entry(Project project, List<Slots> slots) {
        ObjectNode entry = Json.object();
        entry.put("name", project.name()).put("type", project.type());
        ArrayNode environments = entry.putArray("environments");
        project.environments().keySet().stream().sorted().map(Environment::wire).forEach(environments::add);
        entry.put("domain", main(project).map(ProjectEnvironment::domain).orElse(null));
        entry.put(
                "activeVersion",
                slots.stream()
                        .filter(pair -> pair.environment() == Environment.PRODUCTION)
                        .filter(pair -> pair.projectName().equals(project.name()))
                        .flatMap(pair -> pair.in(SlotState.ACTIVE).stream())
                        .map(Slot::version)
                        .findFirst()
                        .orElse(null));
        return entry;
    }

    private static Optional<ProjectEnvironment> main(Project project) {
        return Stream.of(Environment.values())
                .flatMap(environment -> project.in(environment).stream())
                .findFirst();
    }
}
