package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.hold.OwnHold;

/** Changes an env file in the course of an operation: backed up first, then replaced in one rename, or as it was. */
@Singleton
class EnvWriter {

    /** What the answer will be; noted just before the rename, with the version that the file then has. */
    private static final String RESULT = "result";

    private final EnvStore store;
    private final ObjectMapper json;

    EnvWriter(EnvStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /**
     * Writes the file.
     *
     * @param before what was read; empty for no file
     * @param result the answer, by the backup's name
     * @throws kr.codeb.contracts.error.CodebException ENV_INVALID for what no container can be given; nothing is changed then
     */
    <R extends WrittenEnv> R write(
            HeldOperation held, Optional<StoredEnv> before, StoredEnv after, Function<String, R> result) {
        store.check(after.file());
        EnvPlace place = place(held);
        OwnHold hold = new OwnHold(held);
        BackUpEnv backUp = new BackUpEnv(store, hold, place, before);
        ReplaceEnv replace = new ReplaceEnv(
                store,
                hold,
                place,
                before,
                after,
                () -> held.note(RESULT, written(result.apply(backUp.backup()))),
                () -> due(held, WrittenNote.class).map(WrittenEnv.class::cast));
        StepSequence.of(held).then(backUp).then(replace).run();
        return result.apply(backUp.backup());
    }

    /**
     * The file is whole: as before, or as it should be. What containers are started with follows from it.
     *
     * @throws kr.codeb.operations.run.NotFinished when it is as before
     */
    <R extends WrittenEnv> R recover(HeldOperation held, Class<R> type) {
        EnvPlace place = place(held);
        Optional<StoredEnv> found = store.read(place);
        found.ifPresent(stored -> store.derive(new OwnHold(held), place, stored.file()));
        return due(held, type)
                .filter(due -> found.map(StoredEnv::version)
                        .filter(due.version()::equals)
                        .isPresent())
                .orElseThrow(() -> held.takenBack(
                        "The %s was interrupted (a restart, or a host that could not be reached); the env file of %s is as it was. Call again."
                                .formatted(
                                        held.operation().kind().word(),
                                        held.operation().project())));
    }

    EnvPlace place(HeldOperation held) {
        Operation operation = held.operation();
        return store.place(operation.project(), operation.environment());
    }

    private String written(WrittenEnv result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <R> Optional<R> due(HeldOperation held, Class<R> type) {
        return held.noted(RESULT).map(note -> read(note, type));
    }

    private <R> R read(String note, Class<R> type) {
        try {
            return json.readValue(note, type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("a note of a change of variables cannot be read", wrong);
        }
    }
}
