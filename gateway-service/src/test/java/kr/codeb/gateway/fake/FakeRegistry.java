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
import java.util.concurrent.atomic.AtomicInteger;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationFigures;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.RepeatedCall;
import kr.codeb.contracts.registry.SlotStatus;
import kr.codeb.gateway.fake.FakeServer.Incoming;
import kr.codeb.gateway.fake.FakeServer.Killed;
import kr.codeb.gateway.fake.FakeServer.Reply;

/** A registry with two teams, ours and theirs. What it does follows from the names it is asked about. */
final class FakeRegistry {

    static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final FakeServer server;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();

    FakeRegistry(FakeServer server) {
        this.server = server;
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
        server.on("GET", "/registry/operations/figures", call -> new Reply(200, figures()));
        server.on("GET", "/registry/operations/*", this::follow);
    }

    private static OperationFigures figures() {
        return new OperationFigures(
                List.of(new OperationFigures.Ended(
                        OperationKind.DEPLOY, "OK", 4, 2000.5, List.of(1L, 0L, 2L, 0L, 0L, 0L, 0L, 0L, 0L))),
                Map.of(OperationKind.PROMOTE, 1));
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
        server.changed(call, wanted.tool(), wanted.project());
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
