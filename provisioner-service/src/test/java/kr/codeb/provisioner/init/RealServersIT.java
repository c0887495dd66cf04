package kr.codeb.provisioner.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.testing.Inline;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.database.Postgres;
import kr.codeb.provisioner.dns.DnsRecord;
import kr.codeb.provisioner.dns.PowerDns;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.provision.Names;
import kr.codeb.provisioner.redis.RedisServer;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers.Login;
import kr.codeb.provisioner.registry.FakeRegistry;
import kr.codeb.provisioner.testing.Fuse;
import kr.codeb.provisioner.testing.MakersOf;
import kr.codeb.provisioner.testing.Sandbox;
import kr.codeb.settings.ProvisionerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An init on the sandbox's PostgreSQL, Redis, PowerDNS, Caddy and sshd, with a registry in memory; it is taken back at the end. */
class RealServersIT {

    private static final int PORTS_THAT_NOBODY_GIVES_OUT = 5100;
    private static final int LAST_NUMBER_BUT_ONE = 14;

    private final String project = "it-" + Long.toString(System.nanoTime() % 100_000_000, 36);
    private final Vertx vertx = Vertx.vertx();
    private Sandbox sandbox;
    private ProvisionerConfig config;
    private AppServer app;
    private MakersOf servers;
    private InMemoryOperation held;

    @BeforeEach
    void open() throws Exception {
        sandbox = new Sandbox();
        config = sandbox.config();
        app = new AppServer(
                sandbox.app(), InMemoryOperation.fence(config.paths().root()));
        sandbox.app().check(Inline.script("mkdir -p \"${1%/*}\" && echo 1 > \"$1\"", fence()));
        servers = MakersOf.servers(
                config,
                app,
                new FakeRegistry(new Fuse(), PORTS_THAT_NOBODY_GIVES_OUT, LAST_NUMBER_BUT_ONE).registry(),
                Postgres.of(vertx, config),
                RedisServer.of(vertx, config),
                new PowerDns(sandbox.storage(), vertx, config));
        held = held(Map.of());
    }

    @AfterEach
    void takeBack() {
        InitProject.steps(new Init(held.reborn(), InitWith.services(servers))).undo();
        assertFalse(servers.databases().exists(names().database()));
        assertFalse(servers.databases().roleExists(names().databaseUser()));
        assertTrue(servers.redis().passwordHashes(names().redisUser()).isEmpty());
        assertEquals(Map.of(), servers.zone().records(List.of(domain())));
        assertEquals(Optional.empty(), servers.sites().read(project, Environment.PRODUCTION));
        assertEquals(
                "",
                sandbox.app()
                        .check(Inline.script(
                                "ls -d \"$1\"/*/\"$2\" 2>/dev/null || true",
                                config.paths().root(),
                                project)));
        sandbox.app().check(Command.of("rm", "-f", fence()));
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private String fence() {
        return config.paths().root() + "/registry/fences/" + project + "-production";
    }

    private Names names() {
        return new Names(project, Environment.PRODUCTION);
    }

    private String domain() {
        return names().domain(config.baseDomain());
    }

    private InMemoryOperation held(Map<String, Object> more) {
        Map<String, Object> params = new HashMap<>(Map.of(
                "projectName",
                project,
                "type",
                "nextjs",
                "database",
                true,
                "redis",
                true,
                "environment",
                "production",
                "containerPort",
                3000,
                "healthPath",
                "/health",
                "memory",
                "512m",
                "cpus",
                "1",
                "deployType",
                "api"));
        params.putAll(more);
        return InMemoryOperation.of(OperationKind.INIT, project, "op_" + project, params);
    }

    private InitResult init(InMemoryOperation operation) {
        return init(operation.begin());
    }

    private InitResult init(HeldOperation operation) {
        return (InitResult) new InitProject(InitWith.services(servers)).run(operation, null);
    }

    private EnvFile env() {
        return servers.envs()
                .read(servers.envs().place(project, Environment.PRODUCTION))
                .orElseThrow()
                .file();
    }

    @Test
    void makesWhatItSaysAndKeepsItTheSecondTime() {
        HeldOperation operation = held.begin();
        assertTrue(init(operation).created());
        assertTrue(
                operation.steps().stream().allMatch(step -> step.status() == StepStatus.SUCCESS),
                operation.steps().toString());
        DatabaseUrl database =
                DatabaseUrl.parse(env().value("DATABASE_URL").orElseThrow()).orElseThrow();
        assertTrue(servers.databases().login(database));
        assertEquals(List.of(), servers.databases().alsoOpenTo(database.user(), database.database()));
        for (String other : List.of("postgres", "template1")) {
            assertFalse(servers.databases()
                    .login(new DatabaseUrl(
                            database.user(), database.password(), database.host(), database.port(), other)));
        }
        RedisUrl redis = RedisUrl.parse(env().value("REDIS_URL").orElseThrow()).orElseThrow();
        assertEquals(Login.FENCED, servers.redis().login(redis));
        assertEquals(
                Login.REFUSED,
                servers.redis()
                        .login(new RedisUrl(
                                redis.user(), redis.password(), redis.host(), redis.port(), redis.number() + 1)));
        assertEquals(
                List.of(DnsRecord.to(config.app().address())),
                servers.zone().records(List.of(domain())).get(domain()));
        assertTrue(asked().contains("No version of " + project + " is live yet."));

        Map<String, String> variables = env().variables();
        assertFalse(init(held(Map.of())).created());
        assertEquals(variables, env().variables());
    }

    @Test
    void makesWhatWasRemovedByHand() {
        init(held);
        Map<String, String> variables = env().variables();
        servers.databases().drop(names().database());
        servers.databases().dropRole(names().databaseUser());
        servers.redis().remove(names().redisUser());
        servers.zone().put(Map.of(domain(), List.of()));
        init(held(Map.of()));
        assertEquals(variables, env().variables());
        assertTrue(servers.databases()
                .login(DatabaseUrl.parse(variables.get("DATABASE_URL")).orElseThrow()));
        assertEquals(
                Login.FENCED,
                servers.redis().login(RedisUrl.parse(variables.get("REDIS_URL")).orElseThrow()));
    }

    @Test
    void takesAllBackWhenCaddyRefusesTheSite() {
        String twice = config.paths().sites() + "/" + project + "-twice.caddy";
        sandbox.app().check(Inline.script("printf '%s {\\n}\\n' \"$2\" > \"$1\"", twice, domain()));
        try {
            CodebException refused = assertThrows(CodebException.class, () -> init(held));
            assertEquals(ErrorCode.SITE_INVALID, refused.code());
            assertTrue(refused.getMessage().contains("ambiguous site definition"), refused.getMessage());
        } finally {
            sandbox.app().check(Command.of("rm", "-f", twice));
        }
    }

    @Test
    void movesTrafficWithoutAReload() throws Exception {
        init(held);
        ProjectEnvironment settings = servers.registry().settings(project, Environment.PRODUCTION);
        HttpServer blue = application(settings.ports().blue(), "blue");
        HttpServer green = application(settings.ports().green(), "green");
        try {
            InMemoryOperation mover = held;
            for (int i = 0; i < 10; i++) {
                SlotName first = i % 2 == 0 ? SlotName.GREEN : SlotName.BLUE;
                assertEquals(
                        first,
                        servers.routes()
                                .change(
                                        mover.begin().hold(),
                                        project,
                                        Environment.PRODUCTION,
                                        settings,
                                        new RouteChange(Route.to(first, i > 0), List.of(SlotName.values()), true)));
                assertTrue(asked().endsWith(first.wire()));
            }
            green.stop(0);
            CodebException refused = assertThrows(
                    CodebException.class,
                    () -> servers.routes()
                            .change(
                                    mover.begin().hold(),
                                    project,
                                    Environment.PRODUCTION,
                                    settings,
                                    new RouteChange(Route.GREEN_BLUE, List.of(SlotName.GREEN), true)));
            assertEquals(ErrorCode.SERVICE_UNAVAILABLE, refused.code());
            assertTrue(asked().endsWith("blue"));
        } finally {
            blue.stop(0);
            green.stop(0);
        }
    }

    private static HttpServer application(int port, String says) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, says.length());
            exchange.getResponseBody().write(says.getBytes());
            exchange.close();
        });
        server.start();
        return server;
    }

    /** What the site answers, its certificate verified. */
    private String asked() {
        ProvisionerConfig.Caddy caddy = config.app().caddy();
        return sandbox.app()
                .check(Command.of(
                        "curl",
                        "-sS",
                        "-m",
                        "10",
                        "--cacert",
                        caddy.caFile().orElseThrow(),
                        "--resolve",
                        domain() + ":" + caddy.httpsPort() + ":" + caddy.address(),
                        "https://" + domain() + ":" + caddy.httpsPort() + "/"));
    }
}
