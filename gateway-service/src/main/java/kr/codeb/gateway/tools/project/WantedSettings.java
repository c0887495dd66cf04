package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;

/**
 * The settings that an init works with. On what exists, one that is not given is as it is, and one that differs is refused: init
 * never changes what is there.
 */
final class WantedSettings {

    private WantedSettings() {}

    /** One that was given, and differs from what is. */
    private record Difference(String param, String is, String given) {}

    /** @throws CodebException SETTINGS_DIFFER */
    static ObjectNode of(Call call) {
        ObjectNode wanted = ProjectParams.normal(call.params());
        ObjectNode existing = existing(call);
        List<Difference> differences = new ArrayList<>();
        existing.properties().forEach(setting -> {
            String name = setting.getKey();
            if (!call.gave(name)) {
                wanted.set(name, setting.getValue());
            } else if (differs(name, setting.getValue(), wanted.get(name))) {
                differences.add(new Difference(
                        name, setting.getValue().asText(), wanted.get(name).asText()));
            }
        });
        if (!differences.isEmpty()) {
            throw differ(call, differences);
        }
        return wanted;
    }

    /** A database or Redis number that is missing is made when it is asked for. */
    private static boolean differs(String name, JsonNode is, JsonNode wanted) {
        boolean missing = is.isBoolean() && !is.booleanValue();
        return !missing && !Objects.equals(is.asText(), wanted.asText());
    }

    /** What is known of the project and its environment, by param; empty for a new one. */
    private static ObjectNode existing(Call call) {
        ObjectNode existing = Json.object();
        if (call.project() == null) {
            return existing;
        }
        if (call.project().type() != null) {
            existing.put("type", call.project().type());
        }
        Optional<ProjectEnvironment> environment = call.project().in(call.environment());
        environment.ifPresent(settings -> {
            existing.put("database", settings.database() != null).put("redis", settings.redis() != null);
            existing.put("containerPort", settings.containerPort()).put("healthPath", settings.healthPath());
            existing.put("memory", settings.memory()).put("cpus", settings.cpus());
            existing.put("deployType", settings.deployType());
            if (settings.domain() != null) {
                existing.put("domain", settings.domain());
            }
        });
        return existing;
    }

    private static CodebException differ(Call call, List<Difference> differences) {
        Difference first = differences.getFirst();
        String more = differences.size() == 1 ? "" : " (and %d more, see details)".formatted(differences.size() - 1);
        String how = first.param.equals("domain") ? "domain_setup adds a domain" : "project_update changes it";
        return new CodebException(
                ErrorCode.SETTINGS_DIFFER,
                "%s of %s (%s) is %s, not %s%s. workflow_init changes nothing that exists: leave the param out to keep it; %s."
                        .formatted(
                                first.param, call.projectName(), call.environment(), first.is, first.given, more, how),
                Map.of(
                        "param",
                        first.param,
                        "is",
                        first.is,
                        "given",
                        first.given,
                        "differences",
                        Json.tree(differences)));
    }
}
