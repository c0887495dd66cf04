package kr.codeb.provisioner.init;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers.Login;

/** The env file: made if it is missing, completed if it lacks a URL, otherwise left alone. Proven by logins with what it says. */
final class WriteEnv implements Step {

    private static final String BEFORE = "before.env";

    private final Init init;

    WriteEnv(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "write_env";
    }

    @Override
    public Outcome run() {
        EnvPlace place = init.place();
        Optional<StoredEnv> before = init.env();
        byte[] content = before.map(stored -> completed(stored)).orElseGet(this::first);
        boolean changed =
                before.filter(stored -> Arrays.equals(stored.bytes(), content)).isEmpty();
        if (changed) {
            write(place, before, content);
        }
        StoredEnv stands = store().read(place)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.INTERNAL,
                        "The env file %s is gone again; somebody removed it.".formatted(place.file())));
        store().derive(init.held(), place, stands.file());
        if (changed) {
            proveLogins(stands.file());
        }
        return changed ? Outcome.done() : Outcome.done("it stands there already");
    }

    private byte[] first() {
        return new FirstEnv(
                        init.names().project(),
                        init.domain(),
                        init.servers().config().baseDomain(),
                        init.before()
                                .map(settings -> settings.containerPort())
                                .orElse(init.params().containerPort()),
                        init.databaseUrl(),
                        init.redisUrl(),
                        Instant.now())
                .text()
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] completed(StoredEnv stored) {
        EnvFile file = stored.file();
        EnvFile completed = file;
        if (init.databaseUrl().isPresent()) {
            completed = completed.with(
                    CreateDatabase.VARIABLE, init.databaseUrl().get().reveal());
        }
        if (init.redisUrl().isPresent() && init.envValue(AllocateRedis.VARIABLE).isEmpty()) {
            completed =
                    completed.with(AllocateRedis.VARIABLE, init.redisUrl().get().reveal());
        }
        return completed == file ? stored.bytes() : completed.bytes();
    }

    private void write(EnvPlace place, Optional<StoredEnv> before, byte[] content) {
        String version = EnvFile.version(content);
        if (before.isEmpty()) {
            init.made().willMake(Thing.ENV_FILE, version);
        } else {
            init.held().note(BEFORE, store().backUp(init.held(), place) + " " + version);
        }
        store().write(init.held(), place, before, content);
        init.envWasWritten();
    }

    private void proveLogins(EnvFile file) {
        boolean database = init.databaseUrl().isEmpty()
                || file.value(CreateDatabase.VARIABLE)
                        .flatMap(DatabaseUrl::parse)
                        .filter(url -> init.servers().databases().login(url))
                        .isPresent();
        boolean redis = init.redisUrl().isEmpty()
                || file.value(AllocateRedis.VARIABLE)
                        .flatMap(RedisUrl::parse)
                        .filter(url -> init.servers().redis().login(url) != Login.REFUSED)
                        .isPresent();
        if (!database || !redis) {
            throw new CodebException(
                    database ? ErrorCode.REDIS_UNAVAILABLE : ErrorCode.DATABASE_UNAVAILABLE,
                    "The login that was written to the env file of %s does not work. Call again."
                            .formatted(init.names().project()));
        }
    }

    @Override
    public void undo() {
        EnvPlace place = init.place();
        init.made().about(Thing.ENV_FILE).ifPresent(version -> {
            store().remove(init.held(), place, version);
            store().removeDerived(init.held(), place);
        });
        init.held().noted(BEFORE).map(note -> note.split(" ")).ifPresent(note -> {
            store().putBack(init.held(), place, note[0], note[1]);
            store().read(place).ifPresent(stored -> store().derive(init.held(), place, stored.file()));
        });
    }

    private EnvStore store() {
        return init.servers().envs();
    }
}
