package kr.codeb.registry.ssot;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.store.Damage;
import kr.codeb.registry.store.Json;

/**
 * Reads {@code ssot.json}. A project's production settings stand in its entry, as CodeB v7 wrote them; those of staging
 * in the entry's {@code staging}.
 */
public final class Ssot {

    static final String STAGING = "staging";

    /** Names of an environment's settings. */
    static final List<String> SETTINGS = Arrays.stream(ProjectEnvironment.class.getRecordComponents())
            .map(Ssot::key)
            .toList();

    private Ssot() {}

    private static String key(RecordComponent setting) {
        JsonProperty own = setting.getAccessor().getAnnotation(JsonProperty.class);
        return own == null ? setting.getName() : own.value();
    }

    /** The entry of a project; empty when there is none. */
    public static Optional<ObjectNode> entry(ObjectNode root, String project) {
        return object(root.path("projects").path(project));
    }

    /** The part of an entry that has an environment's settings. Production has some, or is all there is. */
    public static Optional<ObjectNode> settings(ObjectNode entry, Environment environment) {
        return switch (environment) {
            case STAGING -> object(entry.path(STAGING));
            case PRODUCTION ->
                Optional.of(entry)
                        .filter(node -> hasSettings(node) || !node.path(STAGING).isObject());
        };
    }

    private static boolean hasSettings(ObjectNode entry) {
        return SETTINGS.stream().anyMatch(entry::has);
    }

    /** How long the project keeps the version before; empty when it does not say. */
    public static Optional<Long> graceHours(ObjectNode root, String project, Environment environment) {
        return entry(root, project)
                .flatMap(entry -> settings(entry, environment))
                .map(settings -> settings.path("graceHours"))
                .filter(hours -> hours.canConvertToLong() && hours.asLong() > 0)
                .map(JsonNode::asLong);
    }

    /** The Redis number that a project's entry tells; empty when it tells none. */
    public static Optional<Integer> redisNumber(ObjectNode entry, Environment environment) {
        return settings(entry, environment)
                .map(settings -> settings.path("redis").path("db"))
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::asInt);
    }

    /** The ports that a project's entry tells. */
    static Optional<Ports> ports(ObjectNode root, String project, Environment environment) {
        return entry(root, project)
                .flatMap(entry -> settings(entry, environment))
                .flatMap(settings -> pair(
                        settings.path("ports").path("blue"),
                        settings.path("ports").path("green")));
    }

    /** One of the two may be missing; it is the other's neighbour. */
    static Optional<Ports> pair(JsonNode blue, JsonNode green) {
        if (!blue.canConvertToInt() && !green.canConvertToInt()) {
            return Optional.empty();
        }
        int even = blue.canConvertToInt() ? blue.asInt() : green.asInt() - 1;
        return Optional.of(new Ports(even, green.canConvertToInt() ? green.asInt() : even + 1));
    }

    /** @param allocated what {@code ports.allocated} says, for an entry without ports */
    static Project project(String name, ObjectNode entry, AllocatedPorts allocated) {
        var environments = new EnumMap<Environment, ProjectEnvironment>(Environment.class);
        for (Environment environment : Environment.values()) {
            settings(entry, environment)
                    .map(settings -> environment(name, environment, settings, allocated))
                    .ifPresent(settings -> environments.put(environment, settings));
        }
        return new Project(
                name, text(entry, "teamId"), text(entry, "type"), time(entry), text(entry, "createdBy"), environments);
    }

    private static ProjectEnvironment environment(
            String name, Environment environment, ObjectNode settings, AllocatedPorts allocated) {
        try {
            ProjectEnvironment read = Json.as(settings, ProjectEnvironment.class);
            return read.ports() != null
                    ? read
                    : allocated
                            .of(name, environment)
                            .map(ports -> with(read, ports))
                            .orElse(read);
        } catch (IllegalArgumentException misfit) {
            throw Damage.of(
                    FileNames.SSOT,
                    "project %s: %s"
                            .formatted(
                                    name,
                                    misfit.getMessage().lines().findFirst().orElse("")));
        }
    }

    private static ProjectEnvironment with(ProjectEnvironment read, Ports ports) {
        return new ProjectEnvironment(
                ports,
                read.database(),
                read.redis(),
                read.domain(),
                read.domains(),
                read.containerPort(),
                read.healthPath(),
                read.memory(),
                read.cpus(),
                read.deployType(),
                read.graceHours(),
                read.ciTrust());
    }

    /** An entry of {@code ports.allocated}. */
    static ObjectNode allocation(String project, Environment environment, SlotName slot) {
        ObjectNode node = Json.object().put("project", project).put("slot", slot.wire());
        return environment == Environment.STAGING ? node.put("environment", environment.wire()) : node;
    }

    private static Instant time(ObjectNode entry) {
        try {
            String text = text(entry, "createdAt");
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private static String text(ObjectNode node, String key) {
        return node.path(key).isTextual() ? node.path(key).asText() : null;
    }

    private static Optional<ObjectNode> object(JsonNode node) {
        return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }
}
