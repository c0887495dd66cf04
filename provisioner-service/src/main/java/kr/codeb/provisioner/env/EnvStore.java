package kr.codeb.provisioner.env;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.settings.ProvisionerConfig;

/** Env files on the App Server: each is there whole or not at all, readable by root alone. */
@Singleton
public class EnvStore {

    private static final int KEPT_BACKUPS = 20;
    private static final int CHANGED_MEANWHILE = 98;

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
        CommandResult result = app.ask(EnvScripts.read(place.file()));
        if (result.exit() == EnvScripts.ABSENT) {
            return Optional.empty();
        }
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.ENV_INVALID,
                    "The env file %s on the app server cannot be read (%s). Repair it there and call again."
                            .formatted(place.file(), result.complaint()));
        }
        return Optional.of(new StoredEnv(Base64.getMimeDecoder().decode(result.out())));
    }

    /**
     * Replaces the truth in one rename, if it still is what was read.
     *
     * @param read what stood there; empty for no file
     * @throws CodebException ENV_INVALID when somebody changed the file meanwhile
     */
    public StoredEnv write(HeldOperation held, EnvPlace place, Optional<StoredEnv> read, byte[] content) {
        StoredEnv written = new StoredEnv(content);
        Command command =
                EnvScripts.write(place.file(), read.map(StoredEnv::hash).orElse("absent"), written.hash(), content);
        CommandResult result = app.change(held, command);
        if (result.exit() == CHANGED_MEANWHILE) {
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
    public void remove(HeldOperation held, EnvPlace place, String version) {
        app.change(held, "remove the env file", EnvScripts.remove(place.file(), version));
    }

    /**
     * Copies the truth to the backups, of which the last {@value #KEPT_BACKUPS} are kept.
     *
     * @return the backup's name
     */
    public String backUp(HeldOperation held, EnvPlace place) {
        return app.change(held, "back the env file up", EnvScripts.backUp(place, KEPT_BACKUPS))
                .strip();
    }

    public void removeBackup(HeldOperation held, EnvPlace place, String name) {
        app.change(held, "remove a backup", Command.of("rm", "-f", place.backupFolder() + "/" + name));
    }

    /** Puts a backup back in the truth's place, if that still is {@code version}. */
    public void putBack(HeldOperation held, EnvPlace place, String backup, String version) {
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
    public void derive(HeldOperation held, EnvPlace place, EnvFile file) {
        app.change(
                held,
                "write what containers are started with",
                EnvScripts.derive(List.of(place.containerFile()), DockerEnv.of(file)));
    }

    /** Removes what {@code docker run} reads. */
    public void removeDerived(HeldOperation held, EnvPlace place) {
        app.change(
                held,
                "remove what containers are started with",
                Command.of("rm", "-f", place.containerFile(), place.containerFile() + ".export"));
    }

    /**
     * Makes anew what {@code docker run} reads, and the copy that belongs to this release.
     *
     * @throws CodebException PROJECT_NOT_FOUND when there is no env file
     */
    public EnvRelease release(Hold hold, EnvPlace place) {
        StoredEnv stored = read(place).orElseThrow(() -> missing(place));
        String version = stored.version();
        CommandResult result = app.change(
                hold,
                place.project(),
                place.environment(),
                EnvScripts.derive(List.of(place.containerFile(), place.release(version)), DockerEnv.of(stored.file())));
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.INTERNAL, "The environment of the release could not be written: " + result.complaint());
        }
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
