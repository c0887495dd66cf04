package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.registry.Registry;

/** {@code env_restore}: the env file becomes what a backup holds, but for the URLs that CodeB made: their passwords are of today. */
@Singleton
public class RestoreEnv implements OperationHandler {

    private static final String LATEST = "latest";

    private final Registry registry;
    private final EnvStore store;
    private final EnvWriter writer;
    private final ManagedUrls managed;

    RestoreEnv(Registry registry, EnvStore store, EnvWriter writer, ManagedUrls managed) {
        this.registry = registry;
        this.store = store;
        this.writer = writer;
        this.managed = managed;
    }

    /** @param backup a backup's name, or {@code latest} */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Params(String backup) {}

    /**
     * What {@code env_restore} answers.
     *
     * @param restoredFrom the backup's name
     * @param variables how many the file has now
     * @param backup name of the copy of what was there before; absent when nothing was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            String restoredFrom, int variables, String path, String backup, String version, List<Warning> warnings)
            implements WrittenEnv {}

    @Override
    public OperationKind kind() {
        return OperationKind.ENV_RESTORE;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Operation operation = held.operation();
        EnvPlace place = writer.place(held);
        ProjectEnvironment settings = registry.settings(operation.project(), operation.environment());
        String name = find(place, held.params(Params.class).backup());
        StoredEnv backup = store.readBackup(place, name);
        Optional<StoredEnv> before = store.read(place);
        EnvFile current = before.flatMap(RestoreEnv::readable).orElse(EnvFile.EMPTY);
        EnvFile restored = backup.file();
        List<Warning> warnings = new ArrayList<>();
        for (String url : managed.in(current, settings)) {
            String today = current.value(url).orElseThrow();
            if (restored.value(url).filter(today::equals).isEmpty()) {
                restored = restored.with(url, today);
                warnings.add(new Warning(
                        url, "CodeB made it, so it kept today's value: the backup's may not work any more."));
            }
        }
        StoredEnv after = warnings.isEmpty() ? backup : new StoredEnv(restored.bytes());
        int variables = restored.variables().size();
        return writer.write(
                held,
                before,
                after,
                kept -> new Result(name, variables, place.file(), kept, after.version(), warnings));
    }

    @Override
    public Object recover(HeldOperation held) {
        return writer.recover(held, Result.class);
    }

    private String find(EnvPlace place, String asked) {
        List<String> backups = store.backups(place);
        String name = LATEST.equals(asked) && !backups.isEmpty() ? backups.getFirst() : asked;
        if (name == null || !backups.contains(name)) {
            throw new CodebException(
                    ErrorCode.BACKUP_NOT_FOUND,
                    "%s (%s) has no backup %s. env_get lists the backups that are kept."
                            .formatted(place.project(), place.environment(), asked));
        }
        return name;
    }

    /** One that cannot be read as an env file is replaced all the same: that is what a backup is for. */
    private static Optional<EnvFile> readable(StoredEnv stored) {
        try {
            return Optional.of(stored.file());
        } catch (CodebException damaged) {
            return Optional.empty();
        }
    }
}
