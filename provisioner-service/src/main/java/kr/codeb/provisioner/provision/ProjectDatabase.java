package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.scan.DatabaseScan;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.database.Databases;
import kr.codeb.provisioner.hold.Effect;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.registry.Registry;

/** An environment's database and role, closed to all others. The env file's password is the one that counts. */
@Singleton
public class ProjectDatabase implements Aspect<DatabaseScan> {

    private final Databases databases;
    private final OwnUrls urls;
    private final Registry registry;

    public ProjectDatabase(Databases databases, OwnUrls urls, Registry registry) {
        this.databases = databases;
        this.urls = urls;
        this.registry = registry;
    }

    @Override
    public RepairPart part() {
        return RepairPart.DATABASE;
    }

    @Override
    public Finding<DatabaseScan> look(ScannedEnvironment environment) {
        if (environment.settings() == null || environment.settings().database() == null) {
            return Finding.nothing();
        }
        ProjectEnvironment.Database names = environment.settings().database();
        Optional<DatabaseUrl> url = ours(environment);
        boolean exists = databases.exists(names.name());
        boolean user = databases.roleExists(names.user());
        Boolean login = url.map(databases::login).orElse(null);
        DatabaseScan view = new DatabaseScan(names.name(), exists, user, login);
        return Finding.at(
                view, Differences.database(view, names.user(), user && databases.mayConnectWithoutLimit(names.user())));
    }

    /** Whether a login with this URL, which has to be CodeB's own, works. */
    public boolean login(DatabaseUrl url) {
        return databases.login(url);
    }

    /**
     * Makes the role and the database where they are missing, and closes the database to all others.
     *
     * @param login the role's login, which works afterwards; without one nobody knows the password, so no role is made
     * @return whether the database was made
     * @throws CodebException DATABASE_UNAVAILABLE, also when PostgreSQL refuses the login
     */
    public boolean ensure(EnvironmentHold hold, ProjectEnvironment.Database names, Optional<DatabaseUrl> login) {
        boolean roleExisted = ensureRole(hold, names.user(), login);
        boolean existed = databases.exists(names.name());
        boolean create = !existed && (roleExisted || login.isPresent());
        if (create) {
            hold.note(Effect.DATABASE, names.name());
            hold.check();
            databases.create(names.name(), names.user());
        }
        if (create || existed) {
            hold.check();
            databases.closeToPublic(names.name());
        }
        login.ifPresent(url -> ensureLogin(hold, url, roleExisted));
        return create;
    }

    private boolean ensureRole(EnvironmentHold hold, String role, Optional<DatabaseUrl> login) {
        boolean existed = databases.roleExists(role);
        if (!existed && login.isPresent()) {
            hold.note(Effect.ROLE, role);
            hold.check();
            databases.createRole(role, login.get().password());
        } else if (existed && databases.mayConnectWithoutLimit(role)) {
            hold.check();
            databases.limitConnections(role);
        }
        return existed;
    }

    private void ensureLogin(EnvironmentHold hold, DatabaseUrl url, boolean roleExisted) {
        if (roleExisted && !databases.login(url)) {
            databases
                    .verifier(url.user())
                    .ifPresent(verifier -> hold.note(Effect.ROLE_PASSWORD, url.user() + " " + verifier));
            hold.check();
            databases.setPassword(url.user(), url.password());
        }
        if (!databases.login(url)) {
            throw new CodebException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "PostgreSQL refuses the login that %s would use (%s). Check its pg_hba.conf, then call again."
                            .formatted(hold.project(), url.masked()));
        }
    }

    /**
     * Closes other projects' databases that this role could connect to: those of adopted projects may still be open to
     * everybody.
     *
     * @return the open databases that are not CodeB's and so are not closed
     */
    public List<String> closeOthers(EnvironmentHold hold, ProjectEnvironment.Database names) {
        List<String> open = databases.alsoOpenTo(names.user(), names.name());
        if (open.isEmpty()) {
            return List.of();
        }
        Set<String> projects = registry.projects().stream()
                .flatMap(project -> project.environments().values().stream())
                .flatMap(settings -> Stream.ofNullable(settings.database()))
                .map(ProjectEnvironment.Database::name)
                .collect(Collectors.toSet());
        open.stream().filter(projects::contains).forEach(database -> {
            hold.check();
            databases.closeToPublic(database);
        });
        return open.stream().filter(database -> !projects.contains(database)).toList();
    }

    @Override
    public String repair(EnvironmentHold hold, ScannedEnvironment environment) {
        ProjectEnvironment.Database names = environment.settings().database();
        return ensure(hold, names, ours(environment))
                ? "The database %s was made anew, empty: the data of the one that was dropped is not brought back. Restore a dump."
                        .formatted(names.name())
                : "The login of the env file works again.";
    }

    @Override
    public void takeBack(OwnHold hold) {
        hold.noted(Effect.DATABASE).ifPresent(database -> {
            hold.check();
            databases.drop(database);
        });
        hold.noted(Effect.ROLE).ifPresent(role -> {
            hold.check();
            databases.dropRole(role);
        });
        hold.noted(Effect.ROLE_PASSWORD).map(noted -> noted.split(" ", 2)).ifPresent(noted -> {
            hold.check();
            databases.restoreVerifier(noted[0], noted[1]);
        });
    }

    /** Ends the sessions that are open. */
    @Override
    public void remove(EnvironmentHold hold, ScannedEnvironment environment) {
        ProjectEnvironment.Database names = environment.settings().database();
        if (names != null) {
            hold.check();
            databases.drop(names.name());
            hold.check();
            databases.dropRole(names.user());
        }
    }

    private Optional<DatabaseUrl> ours(ScannedEnvironment environment) {
        return environment
                .value(OwnUrls.DATABASE)
                .flatMap(url -> urls.database(url, environment.settings().database()));
    }
}
