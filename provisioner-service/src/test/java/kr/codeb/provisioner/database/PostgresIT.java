package kr.codeb.provisioner.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.IntStream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.provisioner.client.Await;
import kr.codeb.provisioner.testing.Sandbox;
import kr.codeb.settings.ProvisionerConfig;
import kr.codeb.settings.SecretFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox's PostgreSQL, while a statement of a process that died still runs there. */
class PostgresIT {

    /** Keeps CREATE DATABASE waiting; gone with its transaction. */
    private static final String IN_USE = "COMMENT ON DATABASE template0 IS 'in use'";

    private static final String WAITS = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND "
            + "(query LIKE 'CREATE DATABASE \"' || $1 || '%' OR $1 = '' AND wait_event = 'advisory')";

    private final String name = "it_" + Long.toString(System.nanoTime() % 100_000_000, 36);
    private final Vertx vertx = Vertx.vertx();
    private Sandbox sandbox;
    private Postgres postgres;
    private PgConnection watcher;
    private PgConnection user;

    @BeforeEach
    void open() throws Exception {
        sandbox = new Sandbox();
        postgres = Postgres.of(vertx, sandbox.config());
        watcher = connection();
        user = connection();
        postgres.createRole(name, "secret");
    }

    @AfterEach
    void close() {
        postgres.drop(name);
        postgres.dropRole(name);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        sandbox.close();
    }

    private PgConnection connection() throws Exception {
        ProvisionerConfig.Postgres at = sandbox.config().storage().postgres();
        return Await.on(PgConnection.connect(
                vertx,
                new PgConnectOptions()
                        .setHost(at.host().orElse(sandbox.config().storage().host()))
                        .setPort(at.port())
                        .setDatabase(at.database())
                        .setUser(at.user())
                        .setPassword(SecretFile.read("password", at.passwordFile()))));
    }

    @Test
    void aDatabaseThatIsStillBeingMadeIsDropped() throws Exception {
        Await.on(user.query("BEGIN").execute());
        Await.on(user.query(IN_USE).execute());
        Thread dead = Thread.ofVirtual().start(() -> postgres.create(name, name));
        awaitWaiting(dead, name);
        Thread undo = Thread.ofVirtual().start(() -> postgres.drop(name));
        awaitWaiting(undo, "");
        Await.on(user.query("ROLLBACK").execute());
        dead.join();
        undo.join();
        assertFalse(postgres.exists(name), "it was not to be seen yet, and came afterwards");
    }

    /** One project must not take all connections, and so lock the others out. */
    @Test
    void aRoleHasALimitOfConnectionsOrIsGivenOne() throws Exception {
        assertFalse(postgres.mayConnectWithoutLimit(name));
        Await.on(user.query("ALTER ROLE \"" + name + "\" CONNECTION LIMIT -1").execute());
        assertTrue(postgres.mayConnectWithoutLimit(name));
        postgres.limitConnections(name);
        assertFalse(postgres.mayConnectWithoutLimit(name));
        Await.on(user.query("ALTER ROLE \"" + name + "\" CONNECTION LIMIT 50").execute());
        assertFalse(postgres.mayConnectWithoutLimit(name), "a limit that somebody chose is kept");
    }

    /** Sessions are used again; one that failed is not, so that nothing of it is left: no lock, no statement. */
    @Test
    void aSessionThatFailedLeavesNoLockBehind() {
        for (int i = 0; i < 20; i++) {
            assertThrows(CodebException.class, () -> postgres.create(name, "nobody_of_this_name"));
        }
        postgres.create(name, name);
        assertTrue(postgres.exists(name));
    }

    /** The provisioner that runs beside has sessions of its own. */
    @Test
    void aCrowdSharesAFewSessions() throws Exception {
        int before = sessions();
        List<Thread> crowd = IntStream.range(0, 60)
                .mapToObj(i -> Thread.ofVirtual().start(() -> postgres.setPassword(name, "secret" + i)))
                .toList();
        for (Thread one : crowd) {
            one.join();
        }
        int sessions = sessions() - before;
        assertTrue(sessions <= 8, sessions + " sessions");
    }

    private int sessions() throws Exception {
        return Await.on(watcher.query("SELECT count(*)::int FROM pg_stat_activity WHERE datname = 'postgres' "
                                + "AND application_name = 'codeb-provisioner'")
                        .execute())
                .iterator()
                .next()
                .getInteger(0);
    }

    /** Until it has ended, or waits for what somebody else has. */
    private void awaitWaiting(Thread statement, String database) throws Exception {
        while (statement.isAlive()
                && Await.on(watcher.preparedQuery(WAITS).execute(Tuple.of(database)))
                                .size()
                        == 0) {
            Thread.onSpinWait();
        }
    }
}
