package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.scan.DatabaseScan;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.database.Databases;

/** The project's database and role. The env file's password is the one that counts. */
@Singleton
class DatabasePart implements Part<DatabaseScan> {

    private static final String VARIABLE = "DATABASE_URL";

    private final Databases databases;
    private final LiveHold live;

    DatabasePart(Databases databases, LiveHold live) {
        this.databases = databases;
        this.live = live;
    }

    @Override
    public RepairPart name() {
        return RepairPart.DATABASE;
    }

    @Override
    public Look<DatabaseScan> look(Subject subject) {
        if (subject.settings() == null || subject.settings().database() == null) {
            return Look.nothing();
        }
        ProjectEnvironment.Database names = subject.settings().database();
        Optional<DatabaseUrl> url = ours(subject);
        boolean exists = databases.exists(names.name());
        boolean user = databases.roleExists(names.user());
        Boolean login = url.map(databases::login).orElse(null);
        DatabaseScan view = new DatabaseScan(names.name(), exists, user, login);
        return Look.at(view, Differences.database(view, names.user()));
    }

    @Override
    public String repair(Hold hold, Subject subject) {
        ProjectEnvironment.Database names = subject.settings().database();
        Optional<DatabaseUrl> url = ours(subject);
        if (!databases.roleExists(names.user()) && url.isPresent()) {
            live.check(hold);
            databases.createRole(names.user(), url.get().password());
        }
        boolean made = !databases.exists(names.name()) && databases.roleExists(names.user());
        if (made) {
            live.check(hold);
            databases.create(names.name(), names.user());
        }
        if (databases.exists(names.name())) {
            live.check(hold);
            databases.close(names.name());
        }
        url.ifPresent(to -> {
            if (!databases.login(to)) {
                live.check(hold);
                databases.setPassword(names.user(), to.password());
            }
            if (!databases.login(to)) {
                throw new CodebException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "PostgreSQL refuses the login that %s would use (%s). Check its pg_hba.conf, then call again."
                                .formatted(subject.project(), to.masked()));
            }
        });
        return made
                ? "The database %s was made anew, empty: the data of the one that was dropped is not brought back. Restore a dump."
                        .formatted(names.name())
                : "The login of the env file works again.";
    }

    /** The env file's URL, if it leads to the project's own database. */
    private static Optional<DatabaseUrl> ours(Subject subject) {
        ProjectEnvironment.Database names = subject.settings().database();
        return subject.value(VARIABLE)
                .flatMap(DatabaseUrl::parse)
                .filter(url -> url.user().equals(names.user()) && url.database().equals(names.name()));
    }
}
