package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.EnvScan;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.env.DerivedEnv;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;

/** The env file, and what containers are started with. */
@Singleton
class EnvPart implements Part<EnvScan> {

    private final EnvStore store;
    private final DerivedEnv derived;

    EnvPart(EnvStore store, DerivedEnv derived) {
        this.store = store;
        this.derived = derived;
    }

    @Override
    public RepairPart name() {
        return RepairPart.ENV;
    }

    @Override
    public Look<EnvScan> look(Subject subject) {
        EnvTruth truth = subject.env();
        EnvPlace place = store.place(subject.project(), subject.environment());
        if (truth.away() != null) {
            throw truth.away();
        }
        if (!truth.exists()) {
            return new Look<>(
                    new EnvScan(false, List.of()),
                    List.of(Drift.reported("env file", place.file(), "missing")),
                    List.of(
                            ("The env file %s is missing, and no repair can know its values. Copy a backup out of %s there, "
                                            + "or call workflow_init, which makes a new one with new passwords.")
                                    .formatted(place.file(), place.backupFolder())));
        }
        if (truth.file().isEmpty()) {
            return new Look<>(
                    new EnvScan(true, List.of()),
                    List.of(Drift.reported("env file", "an env file", "not readable as one")),
                    List.of(truth.damage()));
        }
        EnvScan view =
                new EnvScan(true, List.copyOf(truth.file().get().variables().keySet()));
        DerivedEnv.Standing standing = derived.look(place, truth.file().get(), subject.releases());
        return Look.at(view, Differences.env(place.containerFile(), standing, truth.version(), subject.releases()));
    }

    @Override
    public String repair(Hold hold, Subject subject) {
        store.release(hold, store.place(subject.project(), subject.environment()));
        return "What containers are started with was made anew from the env file.";
    }
}
