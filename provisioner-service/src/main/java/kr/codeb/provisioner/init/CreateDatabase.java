package kr.codeb.provisioner.init;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.database.Databases;
import kr.codeb.provisioner.host.Passwords;
import kr.codeb.settings.ProvisionerConfig;

/**
 * The project's role and database, closed to all others. The env file's password is the one that counts; only when that
 * file, or its URL, is lost does an existing role get a new one.
 */
final class CreateDatabase implements Step {

    static final String VARIABLE = "DATABASE_URL";
    private static final String BEFORE = "before.verifier";

    private final Init init;

    CreateDatabase(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "create_database";
    }

    @Override
    public Outcome run() {
        if (!init.wantsDatabase()) {
            return Outcome.skipped("The project has no database.");
        }
        ProjectEnvironment.Database names = init.database();
        Optional<String> written = init.envValue(VARIABLE);
        Optional<DatabaseUrl> ours = written.flatMap(DatabaseUrl::parse).filter(url -> isOurs(url, names));
        if (written.isPresent() && ours.isEmpty()) {
            return Outcome.skipped("The env file's DATABASE_URL leads elsewhere and is kept.");
        }
        DatabaseUrl url = ours.orElseGet(() -> fresh(names));
        boolean roleStood = ensureRole(names.user(), url.password());
        ensureDatabase(names);
        if (roleStood && !databases().login(url)) {
            changePassword(names.user(), url.password());
        }
        if (!databases().login(url)) {
            throw new CodebException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "PostgreSQL refuses the login that %s would use (%s). Check its pg_hba.conf, then call again."
                            .formatted(init.names().project(), url.masked()));
        }
        init.databaseUrl(url);
        return Outcome.done(closedOff(names));
    }

    private static boolean isOurs(DatabaseUrl url, ProjectEnvironment.Database names) {
        return url.user().equals(names.user()) && url.database().equals(names.name());
    }

    private DatabaseUrl fresh(ProjectEnvironment.Database names) {
        ProvisionerConfig.Storage storage = init.servers().config().storage();
        return new DatabaseUrl(
                names.user(),
                Passwords.make(),
                storage.host(),
                storage.postgres().port(),
                names.name());
    }

    private boolean ensureRole(String role, String password) {
        if (databases().roleExists(role)) {
            return true;
        }
        init.made().willMake(Thing.ROLE, role);
        init.held().checkHeld();
        databases().createRole(role, password);
        return false;
    }

    private void ensureDatabase(ProjectEnvironment.Database names) {
        if (!databases().exists(names.name())) {
            init.made().willMake(Thing.DATABASE, names.name());
            init.held().checkHeld();
            databases().create(names.name(), names.user());
        }
        init.held().checkHeld();
        databases().close(names.name());
    }

    private void changePassword(String role, String password) {
        databases().verifier(role).ifPresent(verifier -> init.held().note(BEFORE, role + " " + verifier));
        init.held().checkHeld();
        databases().setPassword(role, password);
    }

    /** Databases of adopted projects may still be open to everybody; others that are open are not ours to close. */
    private String closedOff(ProjectEnvironment.Database names) {
        List<String> open = databases().alsoOpenTo(names.user(), names.name());
        if (open.isEmpty()) {
            return null;
        }
        Set<String> projects = init.servers().registry().projects().stream()
                .flatMap(project -> project.environments().values().stream())
                .flatMap(settings -> Stream.ofNullable(settings.database()))
                .map(ProjectEnvironment.Database::name)
                .collect(Collectors.toSet());
        open.stream().filter(projects::contains).forEach(database -> {
            init.held().checkHeld();
            databases().close(database);
        });
        List<String> left =
                open.stream().filter(database -> !projects.contains(database)).toList();
        return left.isEmpty()
                ? null
                : "These databases are not CodeB's and let everybody connect: " + String.join(", ", left);
    }

    @Override
    public void undo() {
        init.made().about(Thing.DATABASE).ifPresent(database -> {
            init.held().checkHeld();
            databases().drop(database);
        });
        init.made().about(Thing.ROLE).ifPresent(role -> {
            init.held().checkHeld();
            databases().dropRole(role);
        });
        init.held().noted(BEFORE).ifPresent(before -> {
            init.held().checkHeld();
            databases()
                    .restoreVerifier(
                            before.substring(0, before.indexOf(' ')), before.substring(before.indexOf(' ') + 1));
        });
    }

    private Databases databases() {
        return init.servers().databases();
    }
}
