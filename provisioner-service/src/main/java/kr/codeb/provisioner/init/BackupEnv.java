package kr.codeb.provisioner.init;

import java.util.List;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;

/** A first backup of the env file, or one of what this operation wrote. */
final class BackupEnv implements Step {

    private final Init init;

    BackupEnv(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "backup_env";
    }

    @Override
    public Outcome run() {
        List<String> before = store().backups(place());
        if (!before.isEmpty() && !init.envChanged()) {
            return Outcome.skipped("The env file did not change.");
        }
        init.made().willMake(Thing.BACKUP, String.join(" ", before));
        return Outcome.done(store().backUp(init.held(), place()));
    }

    @Override
    public void undo() {
        init.made()
                .about(Thing.BACKUP)
                .map(before -> List.of(before.split(" ")))
                .ifPresent(before -> store().backups(place()).stream()
                        .filter(backup -> !before.contains(backup))
                        .forEach(backup -> store().removeBackup(init.held(), place(), backup)));
    }

    private EnvPlace place() {
        return init.place();
    }

    private EnvStore store() {
        return init.servers().envs();
    }
}
