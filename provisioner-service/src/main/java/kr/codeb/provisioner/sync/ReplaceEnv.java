package kr.codeb.provisioner.sync;

import java.util.Optional;
import java.util.function.Supplier;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.hold.OwnHold;

/** The rename that makes a change true, and what containers are started with from then on. */
final class ReplaceEnv implements Step {

    private final EnvStore store;
    private final OwnHold held;
    private final EnvPlace place;
    private final Optional<StoredEnv> before;
    private final StoredEnv after;
    private final Runnable noteResult;
    private final Supplier<Optional<WrittenEnv>> noted;

    /**
     * @param noteResult writes down what the answer will be; run just before the rename
     * @param noted what was written down so
     */
    ReplaceEnv(
            EnvStore store,
            OwnHold held,
            EnvPlace place,
            Optional<StoredEnv> before,
            StoredEnv after,
            Runnable noteResult,
            Supplier<Optional<WrittenEnv>> noted) {
        this.store = store;
        this.held = held;
        this.place = place;
        this.before = before;
        this.after = after;
        this.noteResult = noteResult;
        this.noted = noted;
    }

    @Override
    public String name() {
        return "write_env";
    }

    @Override
    public Outcome run() {
        noteResult.run();
        store.write(held, place, before, after.bytes());
        store.derive(held, place, after.file());
        return Outcome.done();
    }

    @Override
    public void undo() {
        noted.get().ifPresent(result -> {
            if (result.backup() == null) {
                store.remove(held, place, result.version());
            } else {
                store.putBack(held, place, result.backup(), result.version());
            }
            store.read(place)
                    .ifPresentOrElse(
                            stored -> store.derive(held, place, stored.file()), () -> store.removeDerived(held, place));
        });
    }
}
