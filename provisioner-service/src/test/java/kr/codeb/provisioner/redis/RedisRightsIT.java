package kr.codeb.provisioner.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.util.List;
import kr.codeb.provisioner.client.Await;
import kr.codeb.provisioner.testing.Sandbox;
import kr.codeb.settings.ProvisionerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a project's user may do on the sandbox's Redis: all that applications' clients ask for, and nothing that is everybody's. */
class RedisRightsIT {

    private static final int NUMBER = 14;
    private static final String PASSWORD = "secret";

    private final String user = "it-" + Long.toString(System.nanoTime() % 100_000_000, 36);
    private final Vertx vertx = Vertx.vertx();
    private Sandbox sandbox;
    private RedisServer server;
    private RedisConnection connection;

    @BeforeEach
    void open() throws Exception {
        sandbox = new Sandbox();
        ProvisionerConfig.Storage storage = sandbox.config().storage();
        server = RedisServer.of(vertx, sandbox.config());
        server.put(user, NUMBER, List.of(RedisUsers.hash(PASSWORD)));
        String at = "redis://%s:%s@%s:%d/%d"
                .formatted(
                        user,
                        PASSWORD,
                        storage.redis().host().orElse(storage.host()),
                        storage.redis().port(),
                        NUMBER);
        connection = Await.on(Redis.createClient(vertx, new RedisOptions().setConnectionString(at))
                .connect());
    }

    @AfterEach
    void close() {
        server.remove(user);
        server.empty(NUMBER);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        sandbox.close();
    }

    private String send(String line) throws Await.Failed {
        String[] words = line.split(" ");
        Request request = Request.cmd(Command.create(words[0]));
        for (int i = 1; i < words.length; i++) {
            request.arg(words[i].replace('_', ' '));
        }
        return String.valueOf(Await.on(connection.send(request)));
    }

    @Test
    void allowsWhatClientsAskFor() throws Exception {
        for (String line : List.of(
                "HELLO 3",
                "PING",
                "INFO",
                "CLIENT SETNAME app",
                "CLIENT ID",
                "COMMAND COUNT",
                "SET k v",
                "GET k",
                "HSET h f v",
                "LPUSH l 1",
                "BRPOP l 1",
                "SADD s 1",
                "ZADD z 1 m",
                "XADD x * f v",
                "GEOADD g 13 38 p",
                "PFADD p 1",
                "SETBIT b 1 1",
                "MULTI",
                "INCR n",
                "EXEC",
                "WATCH k",
                "UNWATCH",
                "SCAN 0",
                "KEYS *",
                "DBSIZE",
                "EXPIRE k 10",
                "TTL k",
                "TYPE k",
                "RENAME k k2",
                "SORT l",
                "MEMORY USAGE k2",
                "OBJECT ENCODING k2",
                "EVAL return_redis.call('incr',KEYS[1]) 1 n",
                "SCRIPT LOAD return_1",
                "PUBLISH c m",
                "UNLINK k2",
                "FLUSHDB")) {
            send(line);
        }
        assertEquals(List.of(), server.wrongRights(user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "FLUSHALL",
                "SWAPDB 1 2",
                "MOVE k 1",
                "COPY k k DB 1",
                "CONFIG GET *",
                "ACL LIST",
                "FUNCTION LIST",
                "FUNCTION FLUSH",
                "FCALL f 0",
                "SCRIPT FLUSH",
                "SCRIPT KILL",
                "CLIENT LIST",
                "CLIENT KILL ID 1",
                "CLIENT PAUSE 1",
                "MONITOR",
                "SAVE",
                "SHUTDOWN NOSAVE",
                "REPLICAOF NO ONE",
                "MIGRATE h 1 k 1 10",
                "MODULE LIST",
                "SLOWLOG GET",
                "LATENCY LATEST",
                "PFDEBUG ENCODING k"
            })
    void refusesWhatIsEverybodys(String line) {
        Await.Failed refused = assertThrows(Await.Failed.class, () -> send(line));
        assertTrue(refused.getMessage().contains("NOPERM"), refused.getMessage());
    }

    /** Lua runs under the caller's rights: it is no way out of the number. */
    @ParameterizedTest
    @ValueSource(strings = {"'select',1", "'flushall'", "'move','k',1", "'config','get','*'"})
    void aScriptReachesNoFurther(String call) {
        assertThrows(Await.Failed.class, () -> send("EVAL return_redis.call(" + call + ") 0"));
    }

    @Test
    void whoHasRightsOfAnEarlierTimeIsToldAndBroughtToTodays() throws Exception {
        Redis admin = Redis.createClient(
                vertx, new RedisOptions().setConnectionString(AdministratorHost.url(sandbox.config())));
        Await.on(admin.send(Request.cmd(Command.ACL).arg("SETUSER").arg(user).arg("+@all")));
        assertTrue(server.wrongRights(user).contains("FUNCTION LIST is allowed"), server.wrongRights(user)::toString);
        server.put(user, NUMBER, List.of(RedisUsers.hash(PASSWORD)));
        assertEquals(List.of(), server.wrongRights(user));
    }
}
