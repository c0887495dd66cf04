package kr.codeb.provisioner.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import kr.codeb.settings.ProvisionerConfig;
import kr.codeb.settings.SecretFile;

/**
 * Makes Quarkus' pool of the administrator's sessions out of the settings {@code codeb.storage.postgres}. It is made by hand
 * since the password is in a file, which is read again for each connection, and since a connect has to be given up in time:
 * Quarkus' own settings know neither. It connects when it is first asked, so that this service starts while PostgreSQL is down.
 */
@Singleton
class AdministratorPool implements PgPoolCreator {

    static final int CONNECT_SECONDS = 5;
    private static final int MOST_CONNECTIONS = 8;
    private static final int MOST_WAITING = 200;
    private static final int IDLE_SECONDS = 60;
    /** Longer than anything waits here for a statement, so that none outlives its operation by much. */
    private static final String LONGEST_STATEMENT_MILLIS = "60000";

    private final ProvisionerConfig config;

    AdministratorPool(ProvisionerConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        return pool(input.vertx(), config);
    }

    /** A pool of one's own, also for tests. */
    static Pool pool(Vertx vertx, ProvisionerConfig config) {
        PoolOptions bounds = new PoolOptions()
                .setMaxSize(MOST_CONNECTIONS)
                .setMaxWaitQueueSize(MOST_WAITING)
                .setConnectionTimeout(CONNECT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool()
                .with(bounds)
                .connectingTo(() -> Future.future(options -> options.complete(administrator(config.storage()))))
                .using(vertx)
                .build();
    }

    private static PgConnectOptions administrator(ProvisionerConfig.Storage storage) {
        ProvisionerConfig.Postgres postgres = storage.postgres();
        return new PgConnectOptions()
                .setHost(postgres.host().orElse(storage.host()))
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(postgres.user())
                .setPassword(SecretFile.read("codeb.storage.postgres.password-file", postgres.passwordFile()))
                .addProperty("application_name", "codeb-provisioner")
                .addProperty("statement_timeout", LONGEST_STATEMENT_MILLIS)
                .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
    }
}
