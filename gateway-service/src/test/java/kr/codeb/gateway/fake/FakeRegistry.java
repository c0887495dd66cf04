package kr.codeb.gateway.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import kr.codeb.contracts.ci.CiTrust;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewCiKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Revocation;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.RepeatedCall;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotStatus;
import kr.codeb.gateway.fake.FakeServer.Incoming;
import kr.codeb.gateway.fake.FakeServer.Killed;
import kr.codeb.gateway.fake.FakeServer.Reply;
import kr.codeb.web.Sha256;

/** A registry with two teams, ours and theirs. What it does follows from the names it is asked about. */
final class FakeRegistry {

    static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final FakeServer server;
    private final Map<String, ApiKey> keysByHash = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();

    FakeRegistry(FakeServer server) {
        this.server = server;
        for (String team : List.of("ours", "theirs")) {
            for (Role role : Role.values()) {
                keep(
                        Keys.text(team, role),
                        new ApiKey(
                                Keys.id(team, role), team, role, role + "'s", Instant.EPOCH, "key_setup", null, null));
            }
        }
        server.on("POST", "/registry/keys/verify", this::verify);
        server.on("POST", "/registry/keys", this::create);
        server.on("POST", "/registry/keys/ci", this::createForRun);
        server.on(
                "GET",
                "/registry/keys",
                call -> new Reply(200, keysOf(call.query().get("teamId"))));
        server.on("DELETE", "/registry/keys/*", this::revoke);
        server.on(
                "GET",
                "/registry/projects",
                call -> new Reply(200, Projects.of(call.query().get("teamId"))));
        server.on("GET", "/registry/projects/*", call -> new Reply(200, Projects.named(call.part(1))));
        server.on(
                "GET",
                "/registry/slots",
                call -> new Reply(200, Projects.slotsOf(call.query().get("teamId"))));
        server.on("GET", "/registry/slots/*/*", call -> new Reply(200, Projects.slots(call.part(1), call.part(2))));
        server.on(
                "GET",
                "/registry/slots/*/*/status",
                call -> new Reply(200, new SlotStatus(Projects.file(call.part(1), call.part(2)), running(call))));
        server.on("GET", "/registry/q/health/ready", call -> new Reply(200, Map.of("status", "UP")));
        server.on("POST", "/registry/operations/begun-before", this::begunBefore);
        server.on("POST", "/registry/operations", this::writeDown);
        server.on("GET", "/registry/operations", this::list);
        server.on("GET", "/registry/operations/*", this::follow);
    }

    private void keep(String text, ApiKey key) {
        keysByHash.put(Sha256.hex(text), key);
    }

    private Reply verify(Incoming call) {
        if (call.body().path("hash").asText().equals(Sha256.hex(Keys.MEETS_A_DEAD_REGISTRY))) {
            throw new Killed();
        }
        ApiKey key = keysByHash.get(call.body().path("hash").asText());
        if (key == null || key.revokedAt() != null) {
            throw new CodebException(ErrorCode.UNAUTHENTICATED, "unknown key");
        }
        return new Reply(200, key);
    }

    private Reply create(Incoming call) throws Exception {
        NewKey wanted = JSON.treeToValue(call.body(), NewKey.class);
        int number = numbers.incrementAndGet();
        String text = "codeb_%s_%s_made%d".formatted(wanted.teamId(), wanted.role(), number);
        ApiKey key = new ApiKey(
                "key_made" + number,
                wanted.teamId(),
                wanted.role(),
                wanted.name(),
                Instant.now(),
                wanted.createdBy(),
                null,
                null,
                wanted.projects(),
                wanted.tools(),
                null,
                null);
        keep(text, key);
        return new Reply(201, new CreatedKey(key.id(), text, key));
    }

    /** Ours trust octocat's main branch with shop. */
    private Reply createForRun(Incoming call) throws Exception {
        NewCiKey wanted = JSON.treeToValue(call.body(), NewCiKey.class);
        CiTrust trust = new CiTrust("1001", "2002", null, "refs/heads/main");
        if (!trust.admits(wanted.run())) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "No project here trusts " + wanted.run().who());
        }
        int number = numbers.incrementAndGet();
        String text = "codeb_ours_member_run" + number;
        ApiKey key = new ApiKey(
                "key_run" + number,
                "ours",
                Role.MEMBER,
                wanted.run().keyName(),
                Instant.now(),
                "ci_trust",
                Instant.now().plusSeconds(900),
                null,
                List.of("shop"),
                List.of("deploy_project", "slot_promote", "slot_status"),
                List.of(Environment.PRODUCTION),
                wanted.run());
        keep(text, key);
        return new Reply(201, new CreatedKey(key.id(), text, key));
    }

    private List<ApiKey> keysOf(String team) {
        return keysByHash.values().stream()
                .filter(key -> key.teamId().equals(team))
                .toList();
    }

    private Reply revoke(Incoming call) {
        for (Map.Entry<String, ApiKey> entry : keysByHash.entrySet()) {
            ApiKey key = entry.getValue();
            if (key.id().equals(call.part(1))
                    && key.teamId().equals(call.query().get("teamId"))) {
                ApiKey revoked = new ApiKey(
                        key.id(),
                        key.teamId(),
                        key.role(),
                        key.name(),
                        key.createdAt(),
                        key.createdBy(),
                        null,
                        Instant.now());
                entry.setValue(revoked);
                return new Reply(200, new Revocation(revoked, List.of()));
            }
        }
        throw new CodebException(ErrorCode.TOKEN_NOT_FOUND, "no such key");
    }

    private synchronized Reply writeDown(Incoming call) throws Exception {
        NewOperation wanted = JSON.treeToValue(call.body(), NewOperation.class);
        Optional<Operation> before = before(wanted.by(), wanted.idempotency());
        if (before.isPresent()) {
            return new Reply(200, before.get());
        }
        Operation operation = new Operation(
                "op_" + numbers.incrementAndGet(),
                wanted.kind(),
                wanted.tool(),
                wanted.project(),
                wanted.environment(),
                wanted.teamId(),
                wanted.by(),
                wanted.correlationId(),
                wanted.params(),
                wanted.idempotency(),
                OperationState.PENDING,
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                1);
        server.operations.put(operation.id(), operation);
        dropOnce(wanted.project(), "write");
        return new Reply(201, operation);
    }

    private synchronized Reply begunBefore(Incoming call) throws Exception {
        RepeatedCall repeated = JSON.treeToValue(call.body(), RepeatedCall.class);
        return before(repeated.by(), repeated.idempotency())
                .map(same -> new Reply(200, same))
                .orElseGet(() -> new Reply(204, null));
    }

    private Optional<Operation> before(String by, Idempotency idempotency) {
        Optional<Operation> before = server.operations.values().stream()
                .filter(operation -> operation.by().equals(by)
                        && operation.idempotency().key().equals(idempotency.key()))
                .findFirst();
        if (before.filter(same -> !same.idempotency().hash().equals(idempotency.hash()))
                .isPresent()) {
            throw new CodebException(ErrorCode.IDEMPOTENCY_MISMATCH, "The key was used for another call.");
        }
        return before;
    }

    private Reply list(Incoming call) {
        List<Operation> found = new ArrayList<>(server.operations.values());
        found.removeIf(operation -> !operation.teamId().equals(call.query().get("teamId"))
                || differs(call.query().get("project"), operation.project())
                || differs(
                        call.query().get("environment"), operation.environment().wire()));
        found.sort(Comparator.comparing(Operation::createdAt).reversed());
        int limit = Integer.parseInt(call.query().get("limit"));
        return new Reply(200, found.subList(0, Math.min(limit, found.size())));
    }

    private SlotStatus.Running running(Incoming call) {
        return server.operations.values().stream()
                .filter(operation -> !operation.state().ended()
                        && operation.project().equals(call.part(1))
                        && operation.environment().wire().equals(call.part(2))
                        && operation.teamId().equals(call.query().get("teamId")))
                .findFirst()
                .map(SlotStatus.Running::of)
                .orElse(null);
    }

    private static boolean differs(String wanted, String is) {
        return wanted != null && !wanted.equals(is);
    }

    private Reply follow(Incoming call) throws InterruptedException {
        Map<String, String> query = new LinkedHashMap<>(call.query());
        long after = Long.parseLong(query.getOrDefault("after", "-1"));
        long deadline = System.currentTimeMillis() + Long.parseLong(query.getOrDefault("wait", "0"));
        while (true) {
            Operation operation = server.operations.get(call.part(1));
            if (operation == null) {
                throw new CodebException(ErrorCode.OPERATION_NOT_FOUND, "There is no such operation.");
            }
            dropOnce(operation.project(), "follow");
            boolean wanted =
                    operation.revision() > after && (operation.decided() || !"true".equals(query.get("decided")));
            if (wanted || System.currentTimeMillis() > deadline) {
                return new Reply(200, operation);
            }
            Thread.sleep(10);
        }
    }

    /** The project {@code flaky} meets a registry that is killed at each kind of call once. */
    private void dropOnce(String project, String at) {
        if ("flaky".equals(project) && drops.getAndIncrement() % 3 == 0) {
            throw new Killed();
        }
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException bug) {
            throw new IllegalArgumentException(bug);
        }
    }
}
