package kr.codeb.gateway.tools.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
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

    private static final List<String> PLACES = List.of("/parts", "/hosts/app", "/hosts/storage");

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
                        Field.text("error").maybe(),
                        Field.text("warning").maybe(),
                        Field.text("version").maybe())
                .folded();
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        String down = each(answer, "%s is down: %s", HealthTools::whyDown);
        String warned = each(answer, "%s: %s", part -> part.path("warning").asText(null));
        return Stream.of(
                        answer.path("healthy").asBoolean()
                                ? "All of CodeB's services and servers are up."
                                : "Not all is well. " + down,
                        warned.isEmpty() ? "" : "Soon something will fail. " + warned)
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String whyDown(JsonNode part) {
        return part.path("status").asText().equals("down") ? part.path("error").asText("no reason is known.") : null;
    }

    private static String each(ObjectNode answer, String sentence, Function<JsonNode, String> what) {
        return PLACES.stream()
                .flatMap(place -> answer.at(place)
                        .propertyStream()
                        .filter(part -> what.apply(part.getValue()) != null)
                        .map(part -> sentence.formatted(
                                place.equals("/parts") ? part.getKey() : part.getKey() + " of " + host(place),
                                what.apply(part.getValue()))))
                .collect(Collectors.joining(" "));
    }

    private static String host(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }
}
