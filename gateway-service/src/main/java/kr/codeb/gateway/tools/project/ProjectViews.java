package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.neighbour.DeployerClient;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Settings;
import kr.codeb.web.Concurrent;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Projects as their team sees them. */
@Singleton
class ProjectViews {

    private static final Duration DOCKER = Duration.ofSeconds(5);

    private final RegistryClient registry;
    private final DeployerClient deployer;
    private final Urls urls;

    ProjectViews(@RestClient RegistryClient registry, @RestClient DeployerClient deployer, Urls urls) {
        this.registry = registry;
        this.deployer = deployer;
        this.urls = urls;
    }

    /** @param name null: all */
    List<ObjectNode> of(Caller caller, String name) {
        String team = caller.teamId();
        Concurrent<List<Slots>> slots = Concurrent.begin(() -> Neighbour.reading(() -> registry.slots(team)));
        List<Project> projects = Neighbour.reading(() -> registry.projects(team)).stream()
                .filter(project -> caller.owns(project.teamId(), project.name()))
                .filter(project -> name == null || name.equals(project.name()))
                .toList();
        Conditions conditions = conditions(projects);
        Map<String, Slots> byPlace = slots.outcome().stream()
                .collect(Collectors.toMap(
                        pair -> place(pair.projectName(), pair.environment()), pair -> pair, (one, other) -> one));
        return projects.stream()
                .map(project -> view(project, byPlace, conditions))
                .toList();
    }

    private Conditions conditions(List<Project> projects) {
        // One name asks for one project's; many names would make a long address, so then for all.
        List<String> names = projects.size() == 1 ? List.of(projects.getFirst().name()) : List.of();
        return Concurrent.begin(() -> Conditions.asked(() -> deployer.conditions(names)))
                .within(DOCKER, Conditions.unknown("The deployer does not answer, so Docker could not be asked."));
    }

    private ObjectNode view(Project project, Map<String, Slots> slots, Conditions conditions) {
        ObjectNode view = Json.object();
        view.put("name", project.name()).put("type", project.type());
        ArrayNode environments = view.putArray("environments");
        Stream.of(Environment.values())
                .filter(environment -> project.in(environment).isPresent())
                .map(environment ->
                        view(project, environment, slots.get(place(project.name(), environment)), conditions))
                .forEach(environments::add);
        view.put("domain", main(project).map(ProjectEnvironment::domain).orElse(null));
        view.put("activeVersion", version(slots.get(place(project.name(), Environment.PRODUCTION)), SlotState.ACTIVE));
        return view;
    }

    private ObjectNode view(Project project, Environment environment, Slots slots, Conditions conditions) {
        ObjectNode view = Json.object().put("environment", environment.wire());
        ProjectEnvironment settings = project.in(environment).orElseThrow();
        view.put("url", urls.site(project.name(), environment, settings.domain()));
        Optional<Slot> active = in(slots, SlotState.ACTIVE);
        view.put("activeVersion", version(slots, SlotState.ACTIVE));
        view.put(
                "state",
                active.isPresent() ? "active" : in(slots, SlotState.DEPLOYED).isPresent() ? "deployed" : "empty");
        view.putNull("healthy");
        if (slots != null) {
            conditions.tell(slots, view);
        }
        view.put("waitingVersion", version(slots, SlotState.DEPLOYED));
        return view.set(Settings.FIELD.name(), Settings.of(settings));
    }

    private static Optional<Slot> in(Slots slots, SlotState state) {
        return slots == null ? Optional.empty() : slots.in(state);
    }

    private static String version(Slots slots, SlotState state) {
        return in(slots, state).map(Slot::version).orElse(null);
    }

    private static String place(String project, Environment environment) {
        return project + " " + environment.wire();
    }

    private static Optional<ProjectEnvironment> main(Project project) {
        return Stream.of(Environment.values())
                .flatMap(environment -> project.in(environment).stream())
                .findFirst();
    }

    /** A line for each environment. */
    static String told(JsonNode projects) {
        if (projects.isEmpty()) {
            return "There is no such project. workflow_init creates one.";
        }
        StringJoiner text = new StringJoiner("\n");
        projects.forEach(project -> project.path("environments").forEach(one -> text.add(line(project, one))));
        return text.toString();
    }

    private static String line(JsonNode project, JsonNode environment) {
        String version = environment.path("activeVersion").asText(null);
        String health = environment.path("healthy").isBoolean()
                ? environment.path("healthy").asBoolean() ? "healthy" : "NOT healthy"
                : "not known whether healthy";
        String waiting = environment.path("waitingVersion").asText(null);
        return "%s (%s): %s at %s%s%s"
                .formatted(
                        project.path("name").asText(),
                        environment.path("environment").asText(),
                        version == null ? "nothing promoted yet" : version + ", " + health + ",",
                        environment.path("url").asText(),
                        waiting == null ? "" : "; %s waits for slot_promote".formatted(waiting),
                        remarks(environment));
    }

    private static String remarks(JsonNode environment) {
        StringBuilder text = new StringBuilder();
        if (environment.path("reason").isTextual()) {
            text.append(". ").append(environment.path("reason").asText());
        }
        environment.path("unusual").forEach(one -> text.append("\n  ").append(one.asText()));
        return text.toString();
    }
}
