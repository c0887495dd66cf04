package kr.codeb.deployer.service;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.deployer.testing.FakeProvisioner;
import kr.codeb.deployer.testing.FakeRegistry;

/** Registry and provisioner as HTTP servers in this process, for the service as a whole. */
public class Neighbours implements QuarkusTestResourceLifecycleManager {

    static final String CREDENTIAL = "0123456789abcdef0123456789abcdef";
    static final FakeRegistry REGISTRY = FakeRegistry.usual();
    static final FakeProvisioner PROVISIONER = new FakeProvisioner();
    static final Map<String, Operation> OPERATIONS = new ConcurrentHashMap<>();
    static final Map<String, Ending> ENDINGS = new ConcurrentHashMap<>();
    static final List<String> STRANGERS = new CopyOnWriteArrayList<>();

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
            Path credential = Files.writeString(Files.createTempFile("codeb", "credential"), CREDENTIAL);
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Map<String, String> settings = new HashMap<>(Map.of(
                    "codeb.base-domain",
                    "codeb.test",
                    "codeb.internal.credential-file",
                    credential.toString(),
                    "codeb.registry.url",
                    url,
                    "codeb.provisioner.url",
                    url,
                    "codeb.cleanup.first",
                    "1h",
                    "quarkus.http.test-port",
                    "0"));
            for (String host : List.of("app", "storage")) {
                settings.put("codeb." + host + ".ssh.key-file", credential.toString());
                settings.put("codeb." + host + ".ssh.known-hosts-file", credential.toString());
            }
            return settings;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!CREDENTIAL.equals(exchange.getRequestHeaders().getFirst("X-CodeB-Internal"))) {
            STRANGERS.add(exchange.getRequestURI().toString());
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        Object answer;
        try {
            answer =
                    answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
        } catch (RuntimeException | IOException failure) {
            failure.printStackTrace();
            exchange.sendResponseHeaders(500, -1);
            return;
        }
        byte[] text = answer == null ? new byte[0] : JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer == null ? 204 : 200, answer == null ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private static Operation begin(NewOperation begun) {
        Operation operation = new Operation(
                "op_scheduled",
                begun.kind(),
                begun.tool(),
                begun.project(),
                begun.environment(),
                begun.teamId(),
                begun.by(),
                begun.correlationId(),
                begun.params(),
                null,
                OperationState.PENDING,
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                1);
        OPERATIONS.put(operation.id(), operation);
        return operation;
    }

    private static Operation held(Operation o) {
        return new Operation(
                o.id(),
                o.kind(),
                o.tool(),
                o.project(),
                o.environment(),
                o.teamId(),
                o.by(),
                o.correlationId(),
                o.params(),
                null,
                OperationState.RUNNING,
                o.createdAt(),
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                "deployer/test",
                1,
                o.revision() + 1);
    }

    private static Object answer(String method, String path, byte[] body) throws IOException {
        String[] parts = path.substring(1).split("/");
        return switch (method + " " + parts[0] + " " + parts[parts.length - 1]) {
            case "POST operations hold" -> held(OPERATIONS.get(parts[1]));
            case "POST operations progress" -> OPERATIONS.get(parts[1]);
            case "POST operations operations" -> begin(JSON.readValue(body, NewOperation.class));
            case "POST operations end" -> {
                ENDINGS.put(parts[1], JSON.readValue(body, Ending.class));
                yield OPERATIONS.get(parts[1]);
            }
            case "GET operations abandoned", "GET operations operations" -> List.of();
            case "GET projects myapp" -> REGISTRY.project("myapp");
            case "GET slots production" -> REGISTRY.now();
            case "GET slots slots" -> REGISTRY.slots();
            case "POST slots events" ->
                REGISTRY.record("myapp", Environment.PRODUCTION, null, JSON.readValue(body, SlotEvent.class));
            case "PUT env release" -> PROVISIONER.release("myapp", Environment.PRODUCTION, (Hold) null);
            case "PUT routes production" ->
                PROVISIONER.route("myapp", Environment.PRODUCTION, null, JSON.readValue(body, RouteChange.class));
            default -> null;
        };
    }
}
