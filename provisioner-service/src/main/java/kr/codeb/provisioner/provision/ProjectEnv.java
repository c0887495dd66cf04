package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.EnvScan;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.env.DerivedEnv;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.EnvTruth;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.hold.Effect;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.hold.OwnHold;

/** An environment's env file, its backups, and what containers are started with. */
@Singleton
public class ProjectEnv implements Aspect<EnvScan> {

    private final EnvStore store;
    private final DerivedEnv derived;

    public ProjectEnv(EnvStore store, DerivedEnv derived) {
        this.store = store;
        this.derived = derived;
    }

    @Override
    public RepairPart part() {
        return RepairPart.ENV;
    }

    @Override
    public Finding<EnvScan> look(ScannedEnvironment environment) {
        EnvTruth truth = environment.env();
        EnvPlace place = store.place(environment.project(), environment.environment());
        if (truth.unreachable() != null) {
            throw truth.unreachable();
        }
        if (!truth.exists()) {
            return new Finding<>(
                    new EnvScan(false, List.of()),
                    List.of(Drift.reported("env file", place.file(), "missing")),
                    List.of(
                            ("The env file %s is missing, and no repair can know its values. Copy a backup out of %s there, "
                                            + "or call workflow_init, which makes a new one with new passwords.")
                                    .formatted(place.file(), place.backupFolder())));
        }
        if (truth.file().isEmpty()) {
            return new Finding<>(
                    new EnvScan(true, List.of()),
                    List.of(Drift.reported("env file", "an env file", "not readable as one")),
                    List.of(truth.damage()));
        }
        EnvFile file = truth.file().get();
        DerivedEnv.Comparison derivedNow = derived.look(place, file, environment.releases());
        return Finding.at(
                new EnvScan(true, List.copyOf(file.variables().keySet())),
                Differences.env(place.containerFile(), derivedNow, truth.version(), environment.releases()));
    }

    /**
     * Writes the env file, unless it has this content, and what containers are started with.
     *
     * @param before what was read; empty for no file
     * @return whether the env file was written
     */
    public boolean ensure(OwnHold hold, Optional<StoredEnv> before, byte[] content) {
        EnvPlace place = place(hold);
        boolean changes =
                before.filter(stored -> Arrays.equals(stored.bytes(), content)).isEmpty();
        if (changes) {
            String version = EnvFile.version(content);
            if (before.isEmpty()) {
                hold.note(Effect.ENV_FILE, version);
            } else {
                hold.note(Effect.ENV_CONTENT, store.backUp(hold, place) + " " + version);
            }
            store.write(hold, place, before, content);
        }
        store.derive(hold, place, stored(place).file());
        return changes;
    }

    /** The env file as it is now. @throws CodebException INTERNAL when there is none */
    public EnvFile file(EnvironmentHold hold) {
        return stored(place(hold)).file();
    }

    private StoredEnv stored(EnvPlace place) {
        return store.read(place)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.INTERNAL,
                        "The env file %s is gone again; somebody removed it.".formatted(place.file())));
    }

    /**
     * Makes a first backup, or one more when the env file was written.
     *
     * @return the backup's name; empty when none was needed
     */
    public Optional<String> ensureBackup(OwnHold hold, boolean written) {
        List<String> before = store.backups(place(hold));
        if (!before.isEmpty() && !written) {
            return Optional.empty();
        }
        hold.note(Effect.BACKUP, String.join(" ", before));
        return Optional.of(store.backUp(hold, place(hold)));
    }

    @Override
    public String repair(EnvironmentHold hold, ScannedEnvironment environment) {
        store.release(hold, place(hold), environment.releases());
        return "What containers are started with was made anew from the env file.";
    }

    @Override
    public void takeBack(OwnHold hold) {
        EnvPlace place = place(hold);
        hold.noted(Effect.ENV_FILE).ifPresent(version -> {
            store.remove(hold, place, version);
            store.removeDerived(hold, place);
        });
        hold.noted(Effect.ENV_CONTENT).map(noted -> noted.split(" ")).ifPresent(noted -> {
            store.putBack(hold, place, noted[0], noted[1]);
            store.read(place).ifPresent(stored -> store.derive(hold, place, stored.file()));
        });
    }

    /** Takes back the backup that {@link #ensureBackup} made. */
    public void takeBackupBack(OwnHold hold) {
        EnvPlace place = place(hold);
        hold.noted(Effect.BACKUP)
                .map(before -> List.of(before.split(" ")))
                .ifPresent(before -> store.backups(place).stream()
                        .filter(backup -> !before.contains(backup))
                        .forEach(backup -> store.removeBackup(hold, place, backup)));
    }

    /** Where its env file and its backups are, those that there are. */
    public List<String> files(ScannedEnvironment environment) {
        EnvPlace place = store.place(environment.project(), environment.environment());
        List<String> files = new ArrayList<>();
        store.read(place).ifPresent(there -> files.add(place.file()));
        store.backups(place).forEach(backup -> files.add(place.backupFolder() + "/" + backup));
        return files;
    }

    /** With its backups and what was kept for releases: all of them hold secrets. */
    @Override
    public void remove(EnvironmentHold hold, ScannedEnvironment environment) {
        store.removeAll(hold, place(hold));
    }

    private EnvPlace place(EnvironmentHold hold) {
        return store.place(hold.project(), hold.environment());
    }
}
