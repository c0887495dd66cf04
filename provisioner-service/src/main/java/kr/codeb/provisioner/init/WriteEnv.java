package kr.codeb.provisioner.init;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.provision.OwnUrls;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers.Login;

/** The env file: made if it is missing, completed if it lacks a URL, otherwise left alone. Proven by logins with what it says. */
record WriteEnv(Init init) implements Step {

    @Override
    public String name() {
        return "write_env";
    }

    @Override
    public Outcome run() {
        Optional<StoredEnv> before = init.env();
        byte[] content = before.map(this::completed).orElseGet(this::first);
        boolean written = init.makers().env().ensure(init.hold(), before, content);
        if (written) {
            init.envWasWritten();
            proveLogins(init.makers().env().file(init.hold()));
        }
        return init.made(written);
    }

    private byte[] first() {
        return new FirstEnv(
                        init.names().project(),
                        init.domain(),
                        init.config().baseDomain(),
                        init.before()
                                .map(ProjectEnvironment::containerPort)
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
            completed =
                    completed.with(OwnUrls.DATABASE, init.databaseUrl().get().reveal());
        }
        if (init.redisUrl().isPresent() && init.envValue(OwnUrls.REDIS).isEmpty()) {
            completed = completed.with(OwnUrls.REDIS, init.redisUrl().get().reveal());
        }
        return completed == file ? stored.bytes() : completed.bytes();
    }

    private void proveLogins(EnvFile file) {
        boolean database = init.databaseUrl().isEmpty()
                || file.value(OwnUrls.DATABASE)
                        .flatMap(DatabaseUrl::parse)
                        .filter(init.makers().database()::login)
                        .isPresent();
        boolean redis = init.redisUrl().isEmpty()
                || file.value(OwnUrls.REDIS)
                        .flatMap(RedisUrl::parse)
                        .filter(url -> init.makers().redis().login(url) != Login.REFUSED)
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
        init.makers().env().takeBack(init.hold());
    }
}
