package kr.codeb.gateway.tools.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.SystemHealth;

/** How CodeB itself is. */
@Singleton
class HealthTools implements ToolGroup {

    private final SystemHealth health;

    HealthTools(SystemHealth health) {
        this.health = health;
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.named("health_check")
                .title("Platform health")
                .says("Asks CodeB's own services and the servers they work on how they are. It says nothing of your"
                        + " applications: for those call project_list or slot_status.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .answers(
                        Field.flag("healthy"),
                        Field.object("parts", part("gateway"), part("registry"), part("provisioner"), part("deployer"))
                                .folded(),
                        Field.object(
                                        "hosts",
                                        Field.object("app", part("ssh"), part("docker"), part("caddy")),
                                        Field.object(
                                                "storage", part("ssh"), part("postgres"), part("redis"), part("dns")))
                                .folded())
                .tells(HealthTools::told)
                .calls(call -> health.everything()));
    }

    private static Field part(String name) {
        return Field.object(
                        name,
                        Field.text("status"),
                        Field.whole("latency"),
                        Field.text("error").maybe())
                .folded();
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        if (answer.path("healthy").asBoolean()) {
            return "All of CodeB's services and servers are up.";
        }
        String down = Stream.of(
                        answer.path("parts").propertyStream(),
                        answer.at("/hosts/app").propertyStream(),
                        answer.at("/hosts/storage").propertyStream())
                .flatMap(all -> all)
                .filter(part -> part.getValue().path("status").asText().equals("down"))
                .map(HealthTools::told)
                .collect(Collectors.joining(" "));
        return "Not all is well. " + down;
    }

    private static String told(Map.Entry<String, JsonNode> part) {
        return "%s is down: %s"
                .formatted(part.getKey(), part.getValue().path("error").asText("no reason is known."));
    }
}
