package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.registry.Registry;

/** {@code env_sync}: the env file becomes what it should be, in one rename, or stays what it was. */
@Singleton
public class SyncEnv implements OperationHandler {

    private final Registry registry;
    private final EnvStore store;
    private final EnvWriter writer;
    private final ManagedUrls managed;

    SyncEnv(Registry registry, EnvStore store, EnvWriter writer, ManagedUrls managed) {
        this.registry = registry;
        this.store = store;
        this.writer = writer;
        this.managed = managed;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ENV_SYNC;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Operation operation = held.operation();
        SyncParams params = held.params(SyncParams.class);
        SyncContent content = SyncContent.of(secret);
        if (content.isEmpty() && params.remove().isEmpty()) {
            throw new CodebException(
                    ErrorCode.ENV_INVALID, "There is nothing to do. Send envContent, variables or remove.");
        }
        ProjectEnvironment settings = registry.settings(operation.project(), operation.environment());
        Optional<StoredEnv> before = store.read(writer.place(held));
        EnvFile file = before.map(StoredEnv::file).orElse(EnvFile.EMPTY);
        EnvChange change = EnvChange.of(file, content, params.merge(), params.remove());
        if (!params.overrideManaged()) {
            managed.refuseChange(change, settings);
        }
        return writer.write(
                held, before, change.after(), backup -> result(held, change, content, params, settings, backup));
    }

    @Override
    public Object recover(HeldOperation held) {
        return writer.recover(held, SyncResult.class);
    }

    private SyncResult result(
            HeldOperation held,
            EnvChange change,
            SyncContent content,
            SyncParams params,
            ProjectEnvironment settings,
            String backup) {
        return new SyncResult(
                change.added().size(),
                change.updated().size(),
                change.unchanged(),
                change.removed().size(),
                change.added(),
                change.updated(),
                change.removed(),
                writer.place(held).file(),
                backup,
                change.after().version(),
                change.warnings(content, settings.containerPort(), params.remove()));
    }
}
