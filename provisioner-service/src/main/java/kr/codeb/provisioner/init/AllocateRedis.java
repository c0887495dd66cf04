package kr.codeb.provisioner.init;

import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.ProvisionerConfig;
import kr.codeb.provisioner.host.Passwords;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers;
import kr.codeb.provisioner.redis.RedisUsers.Login;
import kr.codeb.web.Sha256;

/** The project's number in Redis, and a user that can use that number only. */
final class AllocateRedis implements Step {

    static final String VARIABLE = "REDIS_URL";
    private static final String BEFORE = "before.redis";

    private final Init init;

    AllocateRedis(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "allocate_redis";
    }

    @Override
    public Outcome run() {
        if (!init.wantsRedis()) {
            return Outcome.skipped("The project has no Redis.");
        }
        int number = allocate();
        String user = init.names().redisUser();
        Optional<String> written = init.envValue(VARIABLE);
        Optional<RedisUrl> kept = written.flatMap(RedisUrl::parse);
        if (written.isPresent()
                && kept.filter(url -> url.user().equals(user) && url.number() == number)
                        .isEmpty()) {
            return Outcome.done("The env file's REDIS_URL has no user of this project's and is kept.");
        }
        RedisUrl url = kept.orElseGet(() -> fresh(user, number));
        Login login = ensureUser(url);
        if (login == Login.REFUSED) {
            throw new CodebException(
                    ErrorCode.REDIS_UNAVAILABLE,
                    "Redis refuses the login that %s would use (%s). Check its users, then call again."
                            .formatted(init.names().project(), url.masked()));
        }
        init.redisUrl(url);
        return login == Login.FENCED
                ? Outcome.done("number " + number)
                : Outcome.done(
                        ("number %d; this Redis cannot keep a user in its number, so projects can reach each other's keys")
                                .formatted(number));
    }

    private int allocate() {
        int databases = redis().databases();
        boolean known = init.before().map(ProjectEnvironment::redis).isPresent();
        if (!known) {
            init.made().willMake(Thing.REDIS_NUMBER, "asked");
        }
        Allocation<Integer> number = init.servers().registry().allocateRedis(init.held(), databases);
        if (!known && !number.made()) {
            init.made().found(Thing.REDIS_NUMBER);
        }
        init.redisNumber(number.value());
        return number.value();
    }

    private RedisUrl fresh(String user, int number) {
        ProvisionerConfig.Storage storage = init.servers().config().storage();
        return new RedisUrl(
                user, Passwords.make(), storage.host(), storage.redis().port(), number);
    }

    private Login ensureUser(RedisUrl url) {
        Optional<List<String>> before = redis().passwordHashes(url.user());
        if (before.isPresent()) {
            Login login = redis().login(url);
            if (login == Login.FENCED) {
                return login;
            }
            init.held().note(BEFORE, url.user() + " " + url.number() + " " + String.join(" ", before.get()));
        } else {
            init.made().willMake(Thing.REDIS_USER, url.user());
        }
        init.held().checkHeld();
        redis().put(url.user(), url.number(), List.of(Sha256.hex(url.password())));
        return redis().login(url);
    }

    @Override
    public void undo() {
        init.made().about(Thing.REDIS_USER).ifPresent(user -> {
            init.held().checkHeld();
            redis().remove(user);
        });
        init.held().noted(BEFORE).map(before -> List.of(before.split(" "))).ifPresent(before -> {
            init.held().checkHeld();
            redis().put(before.get(0), Integer.parseInt(before.get(1)), before.subList(2, before.size()));
        });
        if (init.made().made(Thing.REDIS_NUMBER)) {
            init.servers().registry().freeRedis(init.held());
        }
    }

    private RedisUsers redis() {
        return init.servers().redis();
    }
}
