package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.settings.GatewayConfig;

/** The GitHub Actions file that builds a project and deploys it with one call to this gateway. */
@Singleton
public class GithubWorkflow {

    private final String template = read("/workflow/deploy-api.yml");
    private final GatewayConfig config;

    GithubWorkflow(GatewayConfig config) {
        this.config = config;
    }

    /** Adds {@code workflow} to the answer of an init; so far the same for each deploy type. */
    public void addTo(Operation init, ObjectNode fields) {
        fields.put("workflow", text(init.project(), init.environment().wire()));
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
