package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.provision.OwnUrls;
import kr.codeb.provisioner.registry.Registry;

/** {@code env_sync}: the env file becomes what it should be, in one rename, or stays what it was. */
@Singleton
public class SyncEnv implements OperationHandler {

    /** What the answer will be; noted just before the rename, with the version that the file then has. */
    private static final String RESULT = "result";

    private final Registry registry;
    private final EnvStore store;
    private final OwnUrls urls;
    private final ObjectMapper json;

    SyncEnv(Registry registry, EnvStore store, OwnUrls urls, ObjectMapper json) {
        this.registry = registry;
        this.store = store;
        this.urls = urls;
        this.json = json;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ENV_SYNC;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Operation operation = held.operation();
        SyncParams params = held.params(SyncParams.class);
        EnvPlace place = store.place(operation.project(), operation.environment());
        ProjectEnvironment settings = registry.settings(operation.project(), operation.environment());
        Optional<StoredEnv> before = store.read(place);
        EnvChange change =
                EnvChange.of(before.map(StoredEnv::file).orElse(EnvFile.EMPTY), content(secret), params.merge());
        store.check(change.after());
        refuseManaged(managed(change, settings), params);

        BackUpEnv backUp = new BackUpEnv(store, new OwnHold(held), place, before);
        StepSequence.of(held)
                .then(backUp)
                .then(new ReplaceEnv(
                        store,
                        new OwnHold(held),
                        place,
                        before,
                        change,
                        () -> held.note(RESULT, written(result(change, place, backUp.backup()))),
                        () -> due(held)))
                .run();
        return result(change, place, backUp.backup());
    }

    /** The file is whole: as before, or as it should be. What containers are started with follows from it. */
    @Override
    public Object recover(HeldOperation held) {
        Operation operation = held.operation();
        EnvPlace place = store.place(operation.project(), operation.environment());
        Optional<StoredEnv> stands = store.read(place);
        stands.ifPresent(stored -> store.derive(new OwnHold(held), place, stored.file()));
        Optional<SyncResult> due = due(held);
        if (due.isPresent()
                && stands.map(StoredEnv::version)
                        .filter(due.get().version()::equals)
                        .isPresent()) {
            return due.get();
        }
        throw held.takenBack(
                "The sync was interrupted (a restart, or a host that went away); the env file of %s is as it was. Call again."
                        .formatted(operation.project()));
    }

    private static String content(JsonNode secret) {
        JsonNode content = secret == null ? null : secret.get("envContent");
        if (content == null || !content.isTextual()) {
            throw new CodebException(ErrorCode.ENV_INVALID, "There is no envContent. Send the env file's text.");
        }
        return content.textValue();
    }

    /** Names of the variables that a change touches although they are CodeB's. */
    private List<String> managed(EnvChange change, ProjectEnvironment settings) {
        List<String> managed = new ArrayList<>();
        EnvFile before = change.before();
        if (settings.database() != null) {
            before.value(OwnUrls.DATABASE)
                    .flatMap(url -> urls.database(url, settings.database()))
                    .ifPresent(ours -> managed.add(OwnUrls.DATABASE));
        }
        if (settings.redis() != null) {
            before.value(OwnUrls.REDIS)
                    .flatMap(url -> urls.redis(url, settings.redis().db()))
                    .ifPresent(ours -> managed.add(OwnUrls.REDIS));
        }
        return managed.stream().filter(change::touches).toList();
    }

    private static void refuseManaged(List<String> touched, SyncParams params) {
        if (!touched.isEmpty() && !params.overrideManaged()) {
            throw new CodebException(
                    ErrorCode.ENV_INVALID,
                    ("CodeB made %s, and this sync would change or remove what it says. Leave it as it is (merge = true keeps what the "
                                    + "content lacks), or let an admin sync with overrideManaged = true.")
                            .formatted(String.join(" and ", touched)));
        }
    }

    private static SyncResult result(EnvChange change, EnvPlace place, String backup) {
        return new SyncResult(
                change.added().size(),
                change.updated().size(),
                change.unchanged(),
                change.removed().size(),
                change.added(),
                change.updated(),
                change.removed(),
                place.file(),
                backup,
                EnvFile.version(change.bytes()));
    }

    private String written(SyncResult result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Optional<SyncResult> due(HeldOperation held) {
        return held.noted(RESULT).map(this::read);
    }

    private SyncResult read(String note) {
        try {
            return json.readValue(note, SyncResult.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("a note of env_sync cannot be read", wrong);
        }
    }
}
