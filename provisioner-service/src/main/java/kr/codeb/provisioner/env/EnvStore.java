package kr.codeb.provisioner.env;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Exit;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.settings.ProvisionerConfig;

/** Env files on the App Server: each is there whole or not at all, readable by root alone. */
@Singleton
public class EnvStore {

    private static final int KEPT_BACKUPS = 20;
    private static final int KEPT_RELEASES = 10;

    private final AppServer app;
    private final String root;

    @Inject
    EnvStore(AppServer app, ProvisionerConfig config) {
        this(app, config.paths().root());
    }

    /** @param root CodeB's own folder */
    public EnvStore(AppServer app, String root) {
        this.app = app;
        this.root = root;
    }

    public EnvPlace place(String project, Environment environment) {
        return new EnvPlace(root, project, environment);
    }

    /**
     * Reads the truth. A file that is there and cannot be read is an error, never an empty one.
     *
     * @return empty when there is no such file
     * @throws CodebException ENV_INVALID when it cannot be read
     */
    public Optional<StoredEnv> read(EnvPlace place) {
        return read(place.file());
    }

    /** @throws CodebException BACKUP_NOT_FOUND, or ENV_INVALID when it cannot be read */
    public StoredEnv readBackup(EnvPlace place, String name) {
        return read(place.backupFolder() + "/" + name)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.BACKUP_NOT_FOUND,
                        "The backup %s of %s is gone. env_get lists those that are kept."
                                .formatted(name, place.project())));
    }

    private Optional<StoredEnv> read(String file) {
        CommandResult result = app.ask(EnvScripts.read(file));
        if (result.is(Exit.ABSENT)) {
            return Optional.empty();
        }
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.ENV_INVALID,
                    "The env file %s on the app server cannot be read (%s). Repair it there and call again."
                            .formatted(file, result.complaint()));
        }
        return Optional.of(new StoredEnv(Base64.getMimeDecoder().decode(result.out())));
    }

    /**
     * Replaces the truth in one rename, if it still is what was read.
     *
     * @param read what was there; empty for no file
     * @throws CodebException ENV_INVALID when somebody changed the file meanwhile
     */
    public StoredEnv write(EnvironmentHold held, EnvPlace place, Optional<StoredEnv> read, byte[] content) {
        StoredEnv written = new StoredEnv(content);
        Command command =
                EnvScripts.write(place.file(), read.map(StoredEnv::hash).orElse("absent"), written.hash(), content);
        CommandResult result = app.change(held, command);
        if (result.is(Exit.CHANGED_MEANWHILE)) {
            throw new CodebException(
                    ErrorCode.ENV_INVALID,
                    "The env file %s was changed by somebody else just now. Nothing was written; call again."
                            .formatted(place.file()));
        }
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.INTERNAL,
                    "The env file %s could not be written: %s. It is as it was."
                            .formatted(place.file(), result.complaint()));
        }
        return written;
    }

    /** Removes the truth, if it still is this version. */
    public void remove(EnvironmentHold held, EnvPlace place, String version) {
        app.change(held, "remove the env file", EnvScripts.remove(place.file(), version));
    }

    /**
     * Copies the truth to the backups, of which the last {@value #KEPT_BACKUPS} are kept.
     *
     * @return the backup's name
     */
    public String backUp(EnvironmentHold held, EnvPlace place) {
        return app.change(held, "back the env file up", EnvScripts.backUp(place, KEPT_BACKUPS))
                .strip();
    }

    public void removeBackup(EnvironmentHold held, EnvPlace place, String name) {
        app.change(held, "remove a backup", Command.of("rm", "-f", place.backupFolder() + "/" + name));
    }

    /** Removes the truth, its backups, and everything that was made from it. */
    public void removeAll(EnvironmentHold held, EnvPlace place) {
        app.change(held, "remove the env file and its copies", EnvScripts.removeAll(place));
    }

    /** Puts a backup back in the truth's place, if that still is {@code version}. */
    public void putBack(EnvironmentHold held, EnvPlace place, String backup, String version) {
        app.change(held, "put the env file back", EnvScripts.putBack(place, backup, version));
    }

    /** Names of the kept backups, newest first. */
    public List<String> backups(EnvPlace place) {
        return app.ask("list the backups", EnvScripts.backups(place)).lines().toList();
    }

    /** @throws CodebException ENV_INVALID for what no container can be given */
    public void check(EnvFile file) {
        DockerEnv.of(file);
    }

    /** Makes anew what {@code docker run} reads. @throws CodebException ENV_INVALID for what no container can be given */
    public void derive(EnvironmentHold held, EnvPlace place, EnvFile file) {
        app.change(held, "write what containers are started with", EnvScripts.derive(place, DockerEnv.of(file)));
    }

    /** Removes what {@code docker run} reads. */
    public void removeDerived(EnvironmentHold held, EnvPlace place) {
        app.change(
                held,
                "remove what containers are started with",
                Command.of("rm", "-f", place.containerFile(), place.containerFile() + ".export"));
    }

    /**
     * Makes anew what {@code docker run} reads, and the copy that belongs to this release. Of older copies, which hold secrets,
     * the newest {@value #KEPT_RELEASES} stay.
     *
     * @param inUse versions whose copies stay whatever their age: slots were started with them
     * @throws CodebException PROJECT_NOT_FOUND when there is no env file
     */
    public EnvRelease release(EnvironmentHold hold, EnvPlace place, Collection<String> inUse) {
        StoredEnv stored = read(place).orElseThrow(() -> missing(place));
        String version = stored.version();
        Set<String> kept = new TreeSet<>(inUse);
        kept.add(version);
        Command command = EnvScripts.release(place, version, DockerEnv.of(stored.file()), KEPT_RELEASES, kept);
        app.change(hold, "write the environment of the release", command);
        return released(place, version);
    }

    /** @throws CodebException BACKUP_NOT_FOUND when no release of this version is kept */
    public EnvRelease release(EnvPlace place, String version) {
        String file = place.release(version);
        if (!version.matches("[0-9a-f]{12}")
                || !app.ask(EnvScripts.bothExist(file)).ok()) {
            throw new CodebException(
                    ErrorCode.BACKUP_NOT_FOUND,
                    "No environment %s of %s (%s) is kept. Deploy again instead."
                            .formatted(version, place.project(), place.environment()));
        }
        return released(place, version);
    }

    private static EnvRelease released(EnvPlace place, String version) {
        return new EnvRelease(version, place.release(version), place.release(version) + ".export");
    }

    static CodebException missing(EnvPlace place) {
        return new CodebException(
                ErrorCode.PROJECT_NOT_FOUND,
                "%s (%s) has no env file. Call workflow_init again, which makes what is missing."
                        .formatted(place.project(), place.environment()));
    }
}
