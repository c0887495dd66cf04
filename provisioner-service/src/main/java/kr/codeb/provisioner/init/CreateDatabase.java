package kr.codeb.provisioner.init;

import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.provision.OwnUrls;

/** The project's role and database. Only when the env file, or its URL, is lost does an existing role get a new password. */
record CreateDatabase(Init init) implements Step {

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
        Optional<String> written = init.envValue(OwnUrls.DATABASE);
        Optional<DatabaseUrl> ours = written.flatMap(url -> init.urls().database(url, names));
        if (written.isPresent() && ours.isEmpty()) {
            return Outcome.skipped("The env file's DATABASE_URL leads elsewhere and is kept.");
        }
        DatabaseUrl url = ours.orElseGet(() -> init.urls().fresh(names));
        init.makers().database().ensure(init.hold(), names, Optional.of(url));
        init.databaseUrl(url);
        List<String> open = init.makers().database().closeOthers(init.hold(), names);
        return open.isEmpty()
                ? Outcome.done()
                : Outcome.done("These databases are not CodeB's and let everybody connect: " + String.join(", ", open));
    }

    @Override
    public void undo() {
        init.makers().database().takeBack(init.hold());
    }
}
