package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.gateway.operation.Enrichment;
import kr.codeb.settings.GatewayConfig;

/** The GitHub Actions file that builds a project and deploys it with one call to this gateway. */
@Singleton
class GithubWorkflow implements Enrichment {

    private final String template = read("/workflow/deploy-api.yml");
    private static final List<String> SETTINGS = List.of("containerPort", "healthPath", "memory", "cpus", "deployType");

    private final GatewayConfig config;
    private final Urls urls;

    GithubWorkflow(GatewayConfig config, Urls urls) {
        this.config = config;
        this.urls = urls;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.INIT;
    }

    /** Adds the workflow, the address and the settings that the init worked with; the same for each deploy type so far. */
    @Override
    public void addTo(Operation init, ObjectNode fields) {
        fields.put("workflow", text(init.project(), init.environment().wire()));
        fields.put(
                "url",
                urls.site(
                        init.project(),
                        init.environment(),
                        fields.path("domain").asText(null)));
        ObjectNode settings = fields.putObject("settings");
        SETTINGS.forEach(name -> settings.set(name, init.params().path(name)));
    }

    String text(String project, String environment) {
        return template.replace("@PROJECT@", project)
                .replace("@ENVIRONMENT@", environment)
                .replace("@URL@", config.publicUrl());
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(GithubWorkflow.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
