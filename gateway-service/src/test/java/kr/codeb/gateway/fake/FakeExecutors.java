package kr.codeb.gateway.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import kr.codeb.contracts.deletion.DeletionPlan;
import kr.codeb.contracts.deletion.ServerRemains;
import kr.codeb.contracts.deployer.ContainerConditions;
import kr.codeb.contracts.deployer.ContainerConditions.ContainerCondition;
import kr.codeb.contracts.deployer.ContainerView;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.health.PartHealth;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.contracts.provisioner.EnvView;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.gateway.fake.FakeServer.Incoming;
import kr.codeb.gateway.fake.FakeServer.Killed;
import kr.codeb.gateway.fake.FakeServer.Reply;

/**
 * A provisioner and a deployer. An operation fails with the error code that its {@code version} or {@code reason} names
 * ({@code PULL_FAILED}), takes its time when that is {@code slow}, and succeeds otherwise. Nobody answers when the project is {@code stuck}.
 */
final class FakeExecutors {

    private final FakeServer server;
    private final AtomicInteger drops = new AtomicInteger();

    FakeExecutors(FakeServer server) {
        this.server = server;
        server.on("POST", "/(provisioner|deployer)/operations/*/run", this::run);
        server.on("GET", "/(provisioner|deployer)/q/health/ready", call -> new Reply(200, Map.of("status", "UP")));
        server.on("GET", "/provisioner/env/*/*", FakeExecutors::env);
        server.on(
                "POST",
                "/provisioner/env/*/*/scan",
                call -> new Reply(200, Map.of("differences", List.of(Map.of("key", "A", "status", "added")))));
        server.on(
                "GET",
                "/provisioner/hosts/health",
                call -> new Reply(
                        200,
                        Map.of(
                                "app",
                                        Map.of(
                                                "ssh",
                                                PartHealth.up(3, "/ is 93% full: 2048 MiB are left."),
                                                "caddy",
                                                PartHealth.up(1)),
                                "storage",
                                        Map.of(
                                                "ssh",
                                                PartHealth.up(3),
                                                "postgres",
                                                PartHealth.down(9, "Nobody listens on port 5432."),
                                                "redis",
                                                PartHealth.up(1),
                                                "dns",
                                                PartHealth.up(2)))));
        server.on(
                "GET",
                "/deployer/hosts/health",
                call -> new Reply(200, Map.of("app", Map.of("docker", PartHealth.up(7)))));
        server.on("GET", "/deployer/containers/*/*", FakeExecutors::containers);
        server.on("GET", "/deployer/containers", call -> new Reply(200, conditions()));
        server.on("GET", "/deployer/capacity", FakeExecutors::capacity);
        server.on("GET", "/deployer/deletions/*/*", FakeExecutors::plan);
        server.on(
                "GET",
                "/deployer/logs/*/*/*",
                call -> new Reply(
                        200,
                        Map.of(
                                "slot",
                                call.part(3),
                                "lines",
                                List.of("lines=" + call.query().get("lines"), "hello"))));
    }

    private static Reply env(Incoming call) {
        boolean reveal = Boolean.parseBoolean(call.query().get("reveal"));
        return new Reply(
                200,
                new EnvView(
                        Map.of("SECRET", reveal ? "postgresql://u:open-sesame@h/db" : "***"),
                        "env2",
                        List.of(".env.1")));
    }

    private static Reply plan(Incoming call) {
        ServerRemains remains = new ServerRemains(
                List.of("shop.codeb.test"),
                List.of("shop.codeb.test"),
                "shop_db",
                3,
                List.of("/opt/codeb/env/shop/.env"));
        return new Reply(
                200,
                new DeletionPlan(
                        Environment.of(call.part(2)),
                        List.of("shop-production-blue"),
                        List.of("ghcr.io/org/shop@sha256:1"),
                        remains));
    }

    private static Reply containers(Incoming call) {
        if (call.part(1).equals("blank")) {
            throw new CodebException(ErrorCode.HOST_UNREACHABLE, "Docker on the App Server does not answer.");
        }
        return new Reply(
                200,
                new ContainerViews(
                        List.of(view(SlotName.BLUE, false, null), view(SlotName.GREEN, true, "running")), 40, null));
    }

    /** There is less than 9000g of memory. */
    private static Reply capacity(Incoming call) {
        if ("9000g".equals(call.query().get("memory"))) {
            throw new CodebException(ErrorCode.INVALID_PARAMS, "memory 9000g is more than 8192m.");
        }
        return new Reply(204, null);
    }

    /** The shop runs and works hard; of the others nothing runs. */
    private static ContainerConditions conditions() {
        return new ContainerConditions(
                List.of(new ContainerCondition(
                        "shop",
                        Environment.PRODUCTION,
                        SlotName.GREEN,
                        "v7",
                        "running",
                        true,
                        null,
                        List.of("High load: it uses 99 % of its 1.0 CPUs."))),
                40,
                null);
    }

    private static ContainerView view(SlotName slot, boolean exists, String status) {
        return new ContainerView(
                slot,
                "shop-production-" + slot,
                exists,
                status,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                exists,
                null);
    }

    private Reply run(Incoming call) {
        Operation operation = server.operations.get(call.part(2));
        boolean stuck = operation.project().equals("stuck");
        if (stuck || operation.project().equals("flaky") && drops.getAndIncrement() % 2 == 0) {
            throw new Killed();
        }
        if (!operation.kind().service().equals(call.part(1))) {
            throw new CodebException(
                    ErrorCode.INTERNAL,
                    "this kind is run by " + operation.kind().service());
        }
        Thread.ofVirtual().start(() -> work(operation));
        return new Reply(202, Map.of());
    }

    private void work(Operation pending) {
        try {
            String wish = pending.params()
                    .path("version")
                    .asText(pending.params().path("reason").asText());
            Operation now = change(
                    pending,
                    OperationState.RUNNING,
                    List.of(step("select_slot", StepStatus.RUNNING, 0), step("pull_image", StepStatus.PENDING, 0)),
                    null,
                    null);
            Thread.sleep(pause(wish));
            now = change(
                    now,
                    OperationState.RUNNING,
                    List.of(step("select_slot", StepStatus.SUCCESS, 5), step("pull_image", StepStatus.RUNNING, 0)),
                    null,
                    null);
            Thread.sleep(pause(wish));
            ErrorCode failure = List.of(ErrorCode.values()).stream()
                    .filter(code -> code.name().equals(wish))
                    .findFirst()
                    .orElse(null);
            if (failure == null) {
                change(
                        now,
                        OperationState.SUCCEEDED,
                        List.of(
                                step("select_slot", StepStatus.SUCCESS, 5),
                                step("pull_image", StepStatus.SUCCESS, 850)),
                        result(pending),
                        null);
            } else {
                change(
                        now,
                        OperationState.FAILED,
                        List.of(step("select_slot", StepStatus.UNDONE, 5), step("pull_image", StepStatus.FAILED, 850)),
                        null,
                        new ErrorBody(failure, "It failed at postgresql://u:hunter2@h/db.", details(failure)));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> details(ErrorCode failure) {
        List<String> log = List.of("starting", "the configuration is missing", "ending");
        return failure == ErrorCode.UNHEALTHY
                ? Map.of("why", "asked for", "diagnosis", Map.of("cause", "EXITED", "log", log))
                : Map.of("why", "asked for");
    }

    /** A deploy of version {@code long} takes 12 seconds, longer than an MCP call waits here. */
    private static long pause(String wish) {
        return switch (wish) {
            case "slow" -> 300;
            case "long" -> 6_000;
            default -> 20;
        };
    }

    private static JsonNode result(Operation operation) {
        return FakeRegistry.tree(
                switch (operation.kind()) {
                    case INIT -> """
                    {"projectName": "%s", "environment": "production", "files": [], "ports": {"blue": 4102, "green": 4103}, "domain": "x.codeb.test", "created": true,
                     "database": {"name": "d", "user": "u", "url": "postgresql://u:hunter2@h/db"}}""".formatted(operation.project());
                    case ENV_SYNC -> """
                    {"variablesSet": 1, "variablesUpdated": 0, "variablesUnchanged": 2, "variablesRemoved": 0, "set": ["A"],
                     "updated": [], "removed": [], "version": "env3"}""";
                    case UPDATE -> """
                    {"changed": {"memory": {"from": "512m", "to": "1g"}, "graceHours": {"from": null, "to": 24}}, "takesEffect": "next deploy"}""";
                    case ENV_RESTORE -> "{\"restoredFrom\": \".env.1\", \"variables\": 1, \"version\": \"env1\"}";
                    case DOMAIN ->
                        operation.params().path("remove").asBoolean()
                                ? "{\"domain\": \"www.example.com\", \"removed\": \"www.example.com\"}"
                                : """
                    {"domain": "www.example.com", "tls": "pending: nobody answers", "dns": {"managed": false,
                     "records": [{"name": "www.example.com", "type": "A", "value": "192.0.2.1"}]}}""";
                    case DEPLOY ->
                        "{\"slot\": \"green\", \"port\": 4103, \"version\": %s}"
                                .formatted(operation.params().get("version"));
                    case PROMOTE ->
                        "{\"fromSlot\": \"blue\", \"toSlot\": \"green\", \"url\": \"https://x\", \"newVersion\": \"v8\"}";
                    case ROLLBACK -> "{\"fromSlot\": \"green\", \"toSlot\": \"blue\", \"restoredVersion\": \"v7\"}";
                    case CLEANUP -> "{\"cleaned\": []}";
                    case REPAIR -> "{\"registered\": true, \"drift\": []}";
                    case DELETE -> """
                    {"projectName": "%s", "projectRemoved": true, "deleted": [{"environment": "production", "domains": [],
                     "databaseKept": false, "operationId": "%s"}]}""".formatted(operation.project(), operation.id());
                });
    }

    private static StepReport step(String name, StepStatus status, long duration) {
        return new StepReport(name, status, duration, null);
    }

    private Operation change(
            Operation before, OperationState state, List<StepReport> steps, JsonNode result, ErrorBody failure) {
        Instant started = before.startedAt() == null ? Instant.now() : before.startedAt();
        Operation after = new Operation(
                before.id(),
                before.kind(),
                before.tool(),
                before.project(),
                before.environment(),
                before.teamId(),
                before.by(),
                before.correlationId(),
                before.params(),
                before.idempotency(),
                state,
                before.createdAt(),
                started,
                state.ended() ? Instant.now() : null,
                steps,
                null,
                result,
                failure,
                null,
                1,
                before.revision() + 1);
        server.operations.put(after.id(), after);
        return after;
    }
}
