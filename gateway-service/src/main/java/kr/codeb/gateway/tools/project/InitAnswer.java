package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.operation.Enrichment;
import kr.codeb.gateway.tools.workflow.Blueprint;
import kr.codeb.gateway.tools.workflow.RepositoryFiles;

/** What the gateway adds to an init: the workflow with what to set up for it, the address, the settings that it worked with. */
@Singleton
class InitAnswer implements Enrichment {

    private static final List<String> SETTINGS = List.of("containerPort", "healthPath", "memory", "cpus", "deployType");

    private final RepositoryFiles files;
    private final Urls urls;

    InitAnswer(RepositoryFiles files, Urls urls) {
        this.files = files;
        this.urls = urls;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.INIT;
    }

    @Override
    public void addTo(Operation init, ObjectNode fields) {
        Blueprint blueprint = Blueprint.of(init);
        fields.put("workflow", files.workflow(blueprint)).put("workflowPath", files.path(blueprint));
        fields.set("setup", Json.tree(files.setup(blueprint)));
        fields.put(
                "url",
                urls.site(
                        init.project(),
                        init.environment(),
                        fields.path("domain").asText(null)));
        ObjectNode settings = fields.putObject("settings");
        SETTINGS.forEach(name -> settings.set(name, init.params().path(name)));
    }
}
