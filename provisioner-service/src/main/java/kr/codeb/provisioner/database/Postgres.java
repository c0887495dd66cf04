package kr.codeb.provisioner.database;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.provisioner.client.Await;
import kr.codeb.settings.ProvisionerConfig;

/** PostgreSQL on the Storage Server: a database and a role for each project, closed to all others. */
@Singleton
public class Postgres implements Databases {

    private static final Duration CONNECT = Duration.ofSeconds(AdministratorPool.CONNECT_SECONDS);
    /** The first key of CodeB's advisory locks; the second one tells the role or database. */
    private static final int LOCKS = 0xC0DEB;

    private static final List<String> SHARED = List.of("postgres", "template1");

    private final Vertx vertx;
    private final Pool pool;
    private final ProvisionerConfig.Postgres config;
    private final String host;

    @Inject
    Postgres(Vertx vertx, Pool pool, ProvisionerConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config.storage().postgres();
        this.host = this.config.host().orElse(config.storage().host());
    }

    /** With a pool of its own, for tests. */
    public static Postgres of(Vertx vertx, ProvisionerConfig config) {
        return new Postgres(vertx, AdministratorPool.pool(vertx, config), config);
    }

    @Override
    public void ping() {
        asAdministrator(session -> session.query("SELECT 1"));
    }

    @Override
    public boolean exists(String database) {
        return asAdministrator(session -> session.has("SELECT 1 FROM pg_database WHERE datname = $1", database));
    }

    @Override
    public boolean roleExists(String role) {
        return asAdministrator(session -> session.has("SELECT 1 FROM pg_roles WHERE rolname = $1", role));
    }

    @Override
    public Optional<String> verifier(String role) {
        return asAdministrator(session -> session.rows("SELECT rolpassword FROM pg_authid WHERE rolname = $1", role)
                .map(row -> row.getString(0))
                .findFirst());
    }

    @Override
    public void createRole(String role, String password) {
        changing(
                role,
                session -> session.query("CREATE ROLE %s LOGIN CONNECTION LIMIT %d PASSWORD %s"
                        .formatted(Sql.name(role), config.connectionLimit(), Sql.text(ScramVerifier.of(password)))));
    }

    @Override
    public boolean mayConnectWithoutLimit(String role) {
        return config.connectionLimit() >= 0
                && asAdministrator(
                        session -> session.has("SELECT 1 FROM pg_roles WHERE rolname = $1 AND rolconnlimit < 0", role));
    }

    @Override
    public void limitConnections(String role) {
        changing(
                role,
                session -> session.query(
                        "ALTER ROLE %s CONNECTION LIMIT %d".formatted(Sql.name(role), config.connectionLimit())));
    }

    @Override
    public void setPassword(String role, String password) {
        restoreVerifier(role, ScramVerifier.of(password));
    }

    @Override
    public void restoreVerifier(String role, String verifier) {
        changing(
                role,
                session ->
                        session.query("ALTER ROLE %s LOGIN PASSWORD %s".formatted(Sql.name(role), Sql.text(verifier))));
    }

    /** Nobody can connect before it is closed to the public. */
    @Override
    public void create(String database, String owner) {
        changing(
                database,
                session -> session.query("CREATE DATABASE %s TEMPLATE template0 OWNER %s ALLOW_CONNECTIONS false"
                        .formatted(Sql.name(database), Sql.name(owner))));
    }

    @Override
    public void closeToPublic(String database) {
        changing(database, session -> {
            if (session.has("SELECT 1 FROM pg_database WHERE datname = $1 AND NOT datallowconn", database)) {
                session.query("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(Sql.name(database)));
                session.query("ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(Sql.name(database)));
            }
            closeToPublic(session, database);
            SHARED.forEach(shared -> closeToPublic(session, shared));
            return null;
        });
    }

    private static void closeToPublic(Session session, String database) {
        if (session.has(
                "SELECT 1 FROM pg_database WHERE datname = $1 AND has_database_privilege('public', oid, 'CONNECT')",
                database)) {
            session.query("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(Sql.name(database)));
        }
    }

    @Override
    public List<String> alsoOpenTo(String role, String database) {
        return asAdministrator(session -> session.rows(
                        "SELECT datname FROM pg_database WHERE datallowconn AND datname <> $2 AND "
                                + "has_database_privilege($1, oid, 'CONNECT') ORDER BY datname",
                        role,
                        database)
                .map(row -> row.getString(0))
                .toList());
    }

    @Override
    public void drop(String database) {
        changing(
                database,
                session -> session.query("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(Sql.name(database))));
    }

    @Override
    public void dropRole(String role) {
        changing(role, session -> session.query("DROP ROLE IF EXISTS %s".formatted(Sql.name(role))));
    }

    @Override
    public boolean login(DatabaseUrl url) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(config.port())
                .setDatabase(url.database())
                .setUser(url.user())
                .setPassword(url.password())
                .setConnectTimeout((int) CONNECT.toMillis());
        try {
            Await.opened(PgConnection.connect(vertx, options), CONNECT, PgConnection::close)
                    .close();
            return true;
        } catch (Await.Failed failed) {
            if (failed.getCause() instanceof PgException refused
                    && refused.getSqlState().matches("28...|3D000|42501|55000")) {
                return false;
            }
            throw unavailable("%s:%d".formatted(host, config.port()), failed);
        }
    }

    private interface Work<T> {
        T in(Session session);
    }

    /**
     * One session at a time changes a thing. A process that died may have left one behind whose statement still runs: who takes back
     * what it made would not see it yet, and drop nothing.
     */
    private <T> T changing(String name, Work<T> work) {
        return asAdministrator(session -> {
            session.rows("SELECT pg_advisory_lock($1, $2)", LOCKS, name.hashCode());
            T result = work.in(session);
            session.rows("SELECT pg_advisory_unlock($1, $2)", LOCKS, name.hashCode());
            return result;
        });
    }

    private <T> T asAdministrator(Work<T> work) {
        SqlConnection connection;
        try {
            connection = Await.opened(pool.getConnection(), CONNECT, SqlConnection::close);
        } catch (Await.Failed failed) {
            throw unavailable("%s:%d".formatted(host, config.port()), failed);
        }
        boolean done = false;
        try {
            T result = work.in(new Session(connection));
            done = true;
            return result;
        } finally {
            if (done) {
                connection.close();
            } else {
                end(connection);
            }
        }
    }

    /** Ends the session on the server, with its locks and whatever it still does: nobody gets it again from the pool. */
    private static void end(SqlConnection connection) {
        if (connection instanceof PgConnection session) {
            session.cancelRequest();
        }
        connection
                .query("SELECT pg_terminate_backend(pg_backend_pid())")
                .execute()
                .onComplete(ended -> connection.close());
    }

    private static CodebException unavailable(String where, Await.Failed failed) {
        return new CodebException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "PostgreSQL at %s cannot be used: %s. Check that it runs and lets CodeB in, then call again."
                        .formatted(where, failed.getMessage()),
                failed);
    }

    /** One session of the administrator's. */
    private record Session(SqlConnection connection) {

        RowSet<Row> query(String sql) {
            return done(connection.query(sql).execute());
        }

        java.util.stream.Stream<Row> rows(String sql, Object... values) {
            return StreamSupport.stream(
                    done(connection.preparedQuery(sql).execute(Tuple.wrap(values)))
                            .spliterator(),
                    false);
        }

        boolean has(String sql, Object... values) {
            return rows(sql, values).findAny().isPresent();
        }

        private static <T> T done(io.vertx.core.Future<T> future) {
            try {
                return Await.on(future);
            } catch (Await.Failed failed) {
                throw new CodebException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "PostgreSQL refused what a project's database needs: %s. Check the rights of CodeB's role there, then call again."
                                .formatted(failed.getMessage()),
                        failed);
            }
        }
    }
}
