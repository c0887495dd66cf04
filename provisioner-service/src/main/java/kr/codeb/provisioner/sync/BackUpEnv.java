package kr.codeb.provisioner.sync;

import java.util.Optional;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.hold.OwnHold;

/** A copy of the env file before it changes. It stays when the change fails: it is true then too. */
final class BackUpEnv implements Step {

    private final EnvStore store;
    private final OwnHold held;
    private final EnvPlace place;
    private final Optional<StoredEnv> before;
    private String name;

    BackUpEnv(EnvStore store, OwnHold held, EnvPlace place, Optional<StoredEnv> before) {
        this.store = store;
        this.held = held;
        this.place = place;
        this.before = before;
    }

    @Override
    public String name() {
        return "backup_env";
    }

    /** The backup's name; null when there was nothing to copy. */
    String backup() {
        return name;
    }

    @Override
    public Outcome run() {
        if (before.isEmpty()) {
            return Outcome.skipped("There was no env file.");
        }
        name = store.backUp(held, place);
        return Outcome.done(name);
    }
}
