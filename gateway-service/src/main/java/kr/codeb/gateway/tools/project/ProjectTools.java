package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.tools.Params;
import kr.codeb.gateway.tools.Place;
import kr.codeb.gateway.tools.Settings;
import kr.codeb.gateway.tools.workflow.WorkflowParams;

/** Projects: create one, list them. */
@Singleton
class ProjectTools implements ToolGroup {

    private final ProjectViews views;
    private final Caps caps;

    ProjectTools(ProjectViews views, Caps caps) {
        this.views = views;
        this.caps = caps;
    }

    @Override
    public List<Tool> tools() {
        return List.of(init(), list());
    }

    private Tool init() {
        return Tool.named("workflow_init")
                .title("Create project")
                .says(
                        "Creates a project, or another environment of one: ports, slots, database, Redis number, variables, site,"
                                + " DNS record, GitHub Actions workflow. On what exists, a param that is not given means as it is."
                                + " Then: env_sync, deploy_project, slot_promote.")
                .needs(Role.MEMBER)
                .effect(Effect.ADD)
                .repeatable()
                .about(Scope.NEW_PROJECT)
                .takes(
                        Params.NEW_PROJECT,
                        WorkflowParams.TYPE,
                        Param.flag("database", "Create a PostgreSQL database and user; sets DATABASE_URL.")
                                .orElse(true),
                        Param.flag("redis", "Give it one of the few Redis numbers and a user; sets REDIS_URL.")
                                .orElse(true),
                        ProjectParams.DOMAIN,
                        Params.ENVIRONMENT,
                        ProjectParams.CONTAINER_PORT,
                        ProjectParams.HEALTH_PATH,
                        ProjectParams.MEMORY,
                        ProjectParams.CPUS,
                        WorkflowParams.DEPLOY_TYPE)
                .answers(
                        Field.text("projectName"),
                        Field.text("environment"),
                        Field.text("type").maybe(),
                        Field.object("ports", Field.whole("blue"), Field.whole("green"))
                                .folded(),
                        Field.object("database", Field.text("name"), Field.text("user"), Field.text("url"))
                                .folded()
                                .maybe(),
                        Field.object("redis", Field.whole("db"), Field.text("url"))
                                .folded()
                                .maybe(),
                        Field.text("domain"),
                        Field.text("url"),
                        Field.texts("files"),
                        Field.flag("created"),
                        Settings.FIELD,
                        Field.text("workflow"),
                        Field.text("workflowPath"),
                        Field.texts("setup"))
                .tells(ProjectTools::told)
                .runs(OperationKind.INIT, call -> caps.checked(call, WantedSettings.of(call)));
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        String what = answer.path("created").asBoolean() ? "%s is ready" : "%s existed already and is as it was";
        ObjectNode settings = answer.withObjectProperty("settings");
        return (what
                        + ", at %s. Its application has to listen on port %d and answer 2xx at %s. Next: env_sync for its variables, and"
                        + " deploy_project with an image; or let GitHub Actions do it: save the field workflow as %s (workflow_generate has"
                        + " a Dockerfile, too), and set up what the field setup says.")
                .formatted(
                        Place.of(params),
                        answer.path("url").asText(),
                        settings.path("containerPort").asInt(),
                        settings.path("healthPath").asText(),
                        answer.path("workflowPath").asText());
    }

    private Tool list() {
        return Tool.named("project_list")
                .title("All projects, and whether they are well")
                .says(
                        "Lists your team's projects: for each environment its address, the version that visitors see, whether it is"
                                + " healthy, what is unusual, and the version that waits for slot_promote.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .takes(Param.text("name", "Only the project of this name.", 50))
                .answers(Field.list(
                                "projects",
                                Field.text("name"),
                                Field.text("type").maybe(),
                                Field.list(
                                                "environments",
                                                Field.text("environment"),
                                                Field.text("url"),
                                                Field.text("activeVersion").maybe(),
                                                Field.text("state"),
                                                Field.flag("healthy").maybe(),
                                                Field.text("reason").maybe(),
                                                new Field(
                                                        "unusual",
                                                        Field.texts("unusual").type(),
                                                        false),
                                                Field.text("waitingVersion").maybe(),
                                                Settings.FIELD)
                                        .folded(),
                                Field.text("domain").maybe(),
                                Field.text("activeVersion").maybe())
                        .folded())
                .shortens("projects", false)
                .tells((params, answer) -> ProjectViews.told(answer.path("projects")))
                .calls(this::projects);
    }

    private ObjectNode projects(Call call) {
        ObjectNode fields = Json.object();
        views.of(call.caller(), call.text("name")).forEach(fields.putArray("projects")::add);
        return fields.put("cut", false);
    }
}
