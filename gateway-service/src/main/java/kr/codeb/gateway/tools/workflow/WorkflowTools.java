package kr.codeb.gateway.tools.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.tools.Params;
import kr.codeb.gateway.tools.Place;

/** Writes the files by which a repository deploys itself. */
@Singleton
class WorkflowTools implements ToolGroup {

    private final RepositoryFiles files;

    WorkflowTools(RepositoryFiles files) {
        this.files = files;
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.named("workflow_generate")
                .title("Files for GitHub Actions")
                .says(
                        "Writes a workflow and a Dockerfile for the project's repository, so that GitHub Actions deploys it: files[], and setup says what to do.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.ENVIRONMENT,
                        WorkflowParams.TYPE.withoutDefault().selfEvident(),
                        WorkflowParams.DEPLOY_TYPE.withoutDefault().selfEvident())
                .answers(
                        Field.list("files", Field.text("path"), Field.text("content"))
                                .folded(),
                        Field.texts("setup"))
                .tells(WorkflowTools::told)
                .calls(this::generate));
    }

    private ObjectNode generate(Call call) {
        Blueprint blueprint = blueprint(call);
        ObjectNode answer = Json.object();
        answer.set("files", Json.tree(files.of(blueprint)));
        answer.set("setup", Json.tree(files.setup(blueprint)));
        return answer;
    }

    private static Blueprint blueprint(Call call) {
        ProjectEnvironment settings = call.project().in(call.environment()).orElseThrow();
        String type = call.gave("type") ? call.text("type") : call.project().type();
        String deployType = call.gave("deployType") ? call.text("deployType") : settings.deployType();
        return Blueprint.of(
                call.projectName(), call.environment(), settings, ProjectType.of(type), DeployType.of(deployType));
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        String paths = StreamSupport.stream(answer.path("files").spliterator(), false)
                .map(file -> file.path("path").asText())
                .collect(Collectors.joining(", "));
        String setup = StreamSupport.stream(answer.path("setup").spliterator(), false)
                .map(sentence -> "\n- " + sentence.asText())
                .collect(Collectors.joining());
        return "Save the files of %s (%s) in its repository; a Dockerfile that works already is better kept. To set up once:%s"
                .formatted(Place.of(params), paths, setup);
    }
}
