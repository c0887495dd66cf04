package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service is stopped and started as an upgrade does, while many call: nobody sees an error. Callers come through Caddy, as installed. */
@ExtendWith(Projects.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FRONT = """
            {
            	admin off
            }
            http://127.0.0.1:%d {
            	reverse_proxy %s {
            		health_uri /q/open
            		health_interval 250ms
            		health_timeout 5s
            		lb_try_duration 60s
            		lb_retry_match {
            			path /*
            		}
            		lb_try_interval 100ms
            		transport http {
            			keepalive off
            		}
            	}
            }
            """;

    private String front;
    private Process caddy;

    @BeforeAll
    void open() throws IOException {
        int port;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = any.getLocalPort();
        }
        Path place = Files.createTempDirectory("codeb-front");
        Path file = place.resolve("Caddyfile");
        Files.writeString(
                file, FRONT.formatted(port, URI.create(Sandbox.gateway()).getAuthority()));
        caddy = Shell.background(
                "HOME=$2 exec caddy run --adapter caddyfile --config \"$1\" 2>\"$2/log\"",
                file.toString(),
                place.toString());
        front = "http://127.0.0.1:" + port;
        Wait.until("Caddy stands before the gateway", PATIENCE, () -> {
            try {
                return ask("slot_status", "projectName", "none").statusCode() == 404;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    @AfterAll
    void close() {
        caddy.destroy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry", "provisioner", "deployer", "gateway"})
    void nobodyNotices(String part) throws InterruptedException {
        Project shop = Project.fresh().running("ok:v1");
        shop.deploy("ok:v2").call().ok();
        Project other = Project.fresh();
        other.init().call().ok();
        Callers callers = new Callers();
        callers.add(() -> ask("slot_status", "projectName", shop.name()));
        callers.add(() -> ask("history", "projectName", shop.name()));
        callers.add(() -> ask("project_list"));
        callers.add(() -> ask("env_get", "projectName", other.name()));
        AtomicInteger n = new AtomicInteger();
        callers.add(() ->
                ask("env_sync", "projectName", other.name(), "envContent", "N=%d\n".formatted(n.incrementAndGet())));
        callers.add(() -> ask(n.get() % 2 == 0 ? "slot_promote" : "rollback", "projectName", shop.name()));
        for (int i = 0; i < 2; i++) {
            Wait.seconds(1);
            Sandbox.restart(part);
        }
        Wait.seconds(1);
        callers.sawNoError();
    }

    /** Whoever waits for a long operation is told that it goes on; it ends although the gateway is another. */
    @Test
    void whoWaitsWhenTheGatewayStopsIsToldThatTheOperationGoesOn() throws Exception {
        Project shop = Project.fresh();
        shop.init().call().ok();
        List<HttpResponse<String>> answers = new ArrayList<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                answers.add(ask("deploy_project", "projectName", shop.name(), "image", Sandbox.image("slow:v1")));
            } catch (IOException cut) {
                throw new IllegalStateException(cut);
            }
        });
        Wait.until(
                "the deploy runs",
                PATIENCE,
                () -> Codeb.owner()
                        .call("history", "projectName", shop.name())
                        .at("/operations")
                        .valueStream()
                        .anyMatch(one -> one.path("kind").asText().equals("deploy")
                                && one.path("outcome").asText().equals("running")));
        Sandbox.restart("gateway");
        caller.join();
        assertEquals(1, answers.size(), "the caller was cut off");
        JsonNode told = Text.json(answers.getFirst().body());
        assertEquals("running", told.path("state").asText(), told::toString);
        Wait.until(
                "the deploy has ended",
                PATIENCE,
                () -> Crash.hasEnded(told.path("operationId").asText()));
        assertEquals(
                "succeeded",
                Codeb.owner().operation(told.path("operationId").asText()).text("/state"));
    }

    private HttpResponse<String> ask(String tool, Object... params) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(front + "/api/tool"))
                .timeout(PATIENCE)
                .header("X-API-Key", Sandbox.need("CODEB_API_KEY"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Text.object("tool", tool, "params", Text.object(params)).toString()))
                .build();
        try {
            return Codeb.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private interface Question {
        HttpResponse<String> ask() throws IOException;
    }

    /** Each asks the same again and again. */
    private static final class Callers {

        private final List<Thread> threads = new ArrayList<>();
        private final Queue<String> errors = new ConcurrentLinkedQueue<>();
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicLong longest = new AtomicLong();
        private volatile boolean over;

        void add(Question question) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                while (!over) {
                    call(question);
                    Wait.millis(20);
                }
            }));
        }

        private void call(Question question) {
            long began = System.nanoTime();
            try {
                HttpResponse<String> answer = question.ask();
                JsonNode body = Text.json(answer.body());
                if (body.path("state").asText().equals("running")) {
                    String id = body.path("operationId").asText();
                    Wait.until("operation " + id + " has ended", PATIENCE, () -> Crash.hasEnded(id));
                    body = Codeb.owner().operation(id).body().path("answer");
                }
                // What a promote or a rollback finds depends on the one before; that is an answer, too.
                boolean fine = body.path("success").asBoolean() || answer.statusCode() == 409;
                if (!fine) {
                    errors.add(answer.statusCode() + " " + answer.body());
                }
                answers.incrementAndGet();
            } catch (IOException | RuntimeException | AssertionError cut) {
                errors.add(cut.toString());
            }
            longest.accumulateAndGet((System.nanoTime() - began) / 1_000_000, Math::max);
        }

        void sawNoError() throws InterruptedException {
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), List.copyOf(errors), () -> answers + " answers");
            assertTrue(answers.get() > 50, () -> "only " + answers + " answers");
            assertTrue(longest.get() < PATIENCE.toMillis(), () -> "one waited %d ms".formatted(longest.get()));
            System.out.printf("%d answers, the longest after %d ms%n", answers.get(), longest.get());
        }
    }
}
