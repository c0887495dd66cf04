package kr.codeb.gateway.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Field;

/** The settings of an environment, as answers show them. */
public final class Settings {

    /** @see #of */
    public static final Field FIELD = Field.object(
                    "settings",
                    Field.whole("containerPort"),
                    Field.text("healthPath"),
                    Field.text("memory"),
                    Field.text("cpus"),
                    Field.text("deployType"),
                    Field.whole("graceHours").maybe(),
                    Field.list(
                                    "ci_trust",
                                    Field.text("repository_id"),
                                    Field.text("repository_owner_id"),
                                    Field.text("environment").maybe(),
                                    Field.text("ref").maybe())
                            .maybe())
            .folded();

    private Settings() {}

    public static ObjectNode of(ProjectEnvironment environment) {
        ObjectNode shown = Json.object();
        shown.put("containerPort", environment.containerPort()).put("healthPath", environment.healthPath());
        shown.put("memory", environment.memory()).put("cpus", environment.cpus());
        shown.put("deployType", environment.deployType()).put("graceHours", environment.graceHours());
        return environment.ciTrust().isEmpty() ? shown : shown.set("ci_trust", Json.tree(environment.ciTrust()));
    }
}
