package kr.codeb.provisioner.init;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** A first backup of the env file, or one of what this operation wrote. It is taken back with the env file. */
record BackupEnv(Init init) implements Step {

    @Override
    public String name() {
        return "backup_env";
    }

    @Override
    public Outcome run() {
        return init.makers()
                .env()
                .ensureBackup(init.hold(), init.envChanged())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.skipped("The env file did not change."));
    }

    @Override
    public void undo() {
        init.makers().env().takeBackupBack(init.hold());
    }
}
