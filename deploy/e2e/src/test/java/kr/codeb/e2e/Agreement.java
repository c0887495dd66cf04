package kr.codeb.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares what the registry's files say of a project with Docker, Caddy, DNS, PostgreSQL, Redis and the disk. */
final class Agreement {

    private static final List<String> SLOTS = List.of("blue", "green");
    /** What is tidied up behind an answer, such as the container that was replaced, may take so long. */
    private static final Duration TIDYING = Duration.ofSeconds(10);

    private final Project project;
    private final List<String> differences = new ArrayList<>();

    private Agreement(Project project) {
        this.project = project;
    }

    /** Fails the test with every difference there is. */
    static void check(Project project) {
        Instant end = Instant.now().plus(TIDYING);
        List<String> differences = differences(project);
        while (!differences.isEmpty() && Instant.now().isBefore(end)) {
            Wait.millis(250);
            differences = differences(project);
        }
        if (!differences.isEmpty()) {
            throw new AssertionError("%s (%s) does not agree:%n  %s"
                    .formatted(project.name(), project.environment(), String.join("\n  ", differences)));
        }
    }

    private static List<String> differences(Project project) {
        Agreement agreement = new Agreement(project);
        if (project.ssot().isMissingNode()) {
            agreement.checkGone();
        } else {
            agreement.checkThere();
        }
        return agreement.differences;
    }

    private void checkThere() {
        JsonNode ssot = project.ssot();
        JsonNode slots = project.slots();
        SLOTS.forEach(slot -> {
            same(
                    "the port of " + slot + " in SSOT and slot file",
                    ssot.at("/ports/" + slot).asInt(),
                    slots.at("/" + slot + "/port").asInt());
            same(
                    "who holds port " + project.port(slot) + " in the SSOT",
                    project.name(),
                    allocated()
                            .path(Integer.toString(project.port(slot)))
                            .path("project")
                            .asText());
            checkSlot(slot, slots.path(slot));
        });
        same("containers of the project", expectedContainers(slots), containers());
        checkSlotTable(slots);
        checkTraffic(slots);
        checkStorage(ssot);
        same("the env file is there", true, Files.exists(project.envFile()));
        same("the site file is there", true, Files.exists(project.siteFile()));
        same(
                "DNS of " + project.domain(),
                1,
                Storage.addresses(project.domain()).size());
    }

    private void checkSlot(String slot, JsonNode said) {
        Container container = project.container(slot);
        JsonNode real = container.inspect();
        if (said.path("state").asText().equals("empty")) {
            same(slot + " has a container that stays", false, !real.isMissingNode() && !isLeaving(container));
            return;
        }
        same(slot + " has a container", true, !real.isMissingNode());
        if (real.isMissingNode()) {
            return;
        }
        same(slot + " runs", true, container.running());
        same(slot + ": label codeb.slot", slot, container.label("codeb.slot"));
        same(slot + ": version", said.path("version").asText(), container.label("codeb.version"));
        same(
                slot + ": restart policy",
                "always",
                real.at("/HostConfig/RestartPolicy/Name").asText());
        same(
                slot + ": published",
                List.of("127.0.0.1:%d->%s/tcp".formatted(project.port(slot), containerPort())),
                container.published());
        same(
                slot + ": its image is pinned to the digest in the slot file",
                true,
                real.at("/Config/Image").asText().endsWith(said.path("digest").asText("no digest")));
    }

    private void checkSlotTable(JsonNode slots) {
        List<String> states = SLOTS.stream().map(project::state).toList();
        long active = states.stream().filter("active"::equals).count();
        same("at most one slot is active", true, active <= 1);
        if (active == 1) {
            same(
                    "activeSlot names the active one",
                    "active",
                    project.state(slots.path("activeSlot").asText("green")));
        }
        SLOTS.forEach(slot -> same(
                slot + ": graceExpiresAt exactly while grace",
                project.state(slot).equals("grace"),
                slots.at("/" + slot).hasNonNull("graceExpiresAt")));
        same("grace only beside an active", true, !states.contains("grace") || active == 1);
    }

    private void checkTraffic(JsonNode slots) {
        String active = SLOTS.stream()
                .filter(slot -> project.state(slot).equals("active"))
                .findFirst()
                .orElse(null);
        Wire.Reply reply = project.site().get("/health");
        same("the site's answer", active == null ? 503 : 200, reply.status());
        same("the slot that answers the site", Objects.requireNonNullElse(active, ""), reply.header("X-CodeB-Slot"));
        SLOTS.forEach(slot -> same(
                "the preview of " + slot,
                slots.at("/" + slot + "/state").asText().equals("empty") ? 404 : 200,
                project.preview(slot).get("/health").status()));
    }

    private void checkStorage(JsonNode ssot) {
        boolean database = ssot.hasNonNull("database");
        same("the database is there", database, Storage.hasDatabase(project.databaseName()));
        same("its user is there", database, Storage.hasUser(project.databaseUser()));
        same("the Redis number", ssot.at("/redis/db").asInt(0), redisNumber());
        same("the Redis user is there", ssot.hasNonNull("redis"), Storage.hasRedisUser(project.qualified()));
        if (database) {
            same(
                    "a login with DATABASE_URL",
                    "1",
                    Storage.psql(project.env("DATABASE_URL"), "SELECT 1").text());
        }
        if (ssot.hasNonNull("redis")) {
            same(
                    "a login with REDIS_URL",
                    "PONG",
                    Storage.redis(project.env("REDIS_URL"), "PING").text());
        }
    }

    private void checkGone() {
        same(
                "ports held",
                List.of(),
                allocated()
                        .propertyStream()
                        .filter(port -> port.getValue().path("project").asText().equals(project.name()))
                        .filter(port -> port.getValue()
                                .path("environment")
                                .asText("production")
                                .equals(project.environment()))
                        .map(port -> port.getKey())
                        .toList());
        same("the slot file is there", false, Files.exists(project.slotFile()));
        same("the env file is there", false, Files.exists(project.envFile()));
        same("the site file is there", false, Files.exists(project.siteFile()));
        same("the database is there", false, Storage.hasDatabase(project.databaseName()));
        same("its user is there", false, Storage.hasUser(project.databaseUser()));
        same("the Redis number", 0, redisNumber());
        same("the Redis user is there", false, Storage.hasRedisUser(project.qualified()));
        same("DNS of " + project.domain(), List.of(), Storage.addresses(project.domain()));
        same(
                "containers of the project",
                List.of(),
                Container.labelled("codeb.project", project.name()).stream()
                        .filter(name -> name.startsWith(project.name() + "-" + project.environment()))
                        .toList());
    }

    private List<String> expectedContainers(JsonNode slots) {
        return SLOTS.stream()
                .filter(slot -> !slots.at("/" + slot + "/state").asText().equals("empty"))
                .map(slot -> project.container(slot).name())
                .toList();
    }

    private List<String> containers() {
        Stream<String> names = Container.labelled("codeb.project", project.name()).stream();
        return names.filter(name -> name.startsWith(project.name() + "-" + project.environment()))
                .filter(name -> !isEmpty(name) || !isLeaving(new Container(name)))
                .toList();
    }

    private boolean isEmpty(String container) {
        return SLOTS.stream()
                .anyMatch(slot -> project.container(slot).name().equals(container)
                        && project.state(slot).equals("empty"));
    }

    /** A container of a slot that was emptied may finish its connections; Docker will not start it again. */
    private static boolean isLeaving(Container container) {
        return container.inspect().at("/HostConfig/RestartPolicy/Name").asText().equals("no");
    }

    private int redisNumber() {
        return Text.json(Sandbox.registry().resolve("redis-db.json"))
                .path("used")
                .path(project.qualified())
                .asInt(0);
    }

    private String containerPort() {
        return project.ssot().path("containerPort").asText("3000");
    }

    private static JsonNode allocated() {
        return Text.json(Sandbox.registry().resolve("ssot.json")).at("/ports/allocated");
    }

    private void same(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            differences.add("%s: expected %s, found %s".formatted(what, expected, found));
        }
    }
}
