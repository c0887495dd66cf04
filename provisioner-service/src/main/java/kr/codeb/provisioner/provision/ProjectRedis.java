package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.scan.RedisScan;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.hold.Effect;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers;
import kr.codeb.provisioner.redis.RedisUsers.Login;
import kr.codeb.provisioner.registry.Registry;

/** An environment's number in Redis, and its user, which can use that number only. The env file's password is the one that counts. */
@Singleton
public class ProjectRedis implements Aspect<RedisScan> {

    private final RedisUsers users;
    private final OwnUrls urls;
    private final Registry registry;

    public ProjectRedis(RedisUsers users, OwnUrls urls, Registry registry) {
        this.users = users;
        this.urls = urls;
        this.registry = registry;
    }

    @Override
    public RepairPart part() {
        return RepairPart.REDIS;
    }

    @Override
    public Finding<RedisScan> look(ScannedEnvironment environment) {
        if (environment.settings() == null || environment.settings().redis() == null) {
            return Finding.nothing();
        }
        String user = user(environment);
        boolean exists = users.passwordHashes(user).isPresent();
        RedisScan view = new RedisScan(environment.settings().redis().db(), user, exists);
        Optional<RedisUrl> url = ours(environment);
        if (url.isEmpty()) {
            return Finding.at(view, List.of());
        }
        Login login = exists ? users.login(url.get()) : Login.REFUSED;
        return Finding.at(view, Differences.redis(view, login, exists ? users.wrongRights(user) : List.of()));
    }

    /** What a login with this URL, which has to be CodeB's own, finds. */
    public Login login(RedisUrl url) {
        return users.login(url);
    }

    /**
     * Takes a number for the environment, or finds the one it has.
     *
     * @param known whether the registry has said so before
     */
    public int ensureNumber(OwnHold hold, boolean known) {
        int databases = users.databases();
        if (!known) {
            hold.note(Effect.REDIS_NUMBER, "asked");
        }
        Allocation<Integer> number = registry.allocateRedis(hold.operation(), databases);
        if (!known && !number.made()) {
            hold.found(Effect.REDIS_NUMBER);
        }
        return number.value();
    }

    /**
     * Makes the user, or gives one that exists this password, this number and today's rights.
     *
     * @return {@link Login#FENCED}, or {@link Login#OPEN} on a server that cannot keep a user in its number
     * @throws CodebException REDIS_UNAVAILABLE, also when Redis refuses the login
     */
    public Login ensureUser(EnvironmentHold hold, RedisUrl url) {
        Optional<List<String>> before = users.passwordHashes(url.user());
        if (before.isPresent()) {
            if (users.login(url) == Login.FENCED
                    && users.wrongRights(url.user()).isEmpty()) {
                return Login.FENCED;
            }
            hold.note(
                    Effect.REDIS_LOGIN, "%s %d %s".formatted(url.user(), url.number(), String.join(" ", before.get())));
        } else {
            hold.note(Effect.REDIS_USER, url.user());
        }
        hold.check();
        users.put(url.user(), url.number(), List.of(RedisUsers.hash(url.password())));
        Login login = users.login(url);
        if (login == Login.REFUSED) {
            throw new CodebException(
                    ErrorCode.REDIS_UNAVAILABLE,
                    "Redis refuses the login that %s would use (%s). Check its users, then call again."
                            .formatted(hold.project(), url.masked()));
        }
        return login;
    }

    @Override
    public String repair(EnvironmentHold hold, ScannedEnvironment environment) {
        RedisUrl url = ours(environment).orElseThrow();
        ensureUser(hold, url);
        return "The user %s was set again, with the env file's password and the number %d."
                .formatted(url.user(), url.number());
    }

    @Override
    public void takeBack(OwnHold hold) {
        hold.noted(Effect.REDIS_USER).ifPresent(user -> {
            hold.check();
            users.remove(user);
        });
        hold.noted(Effect.REDIS_LOGIN).map(noted -> List.of(noted.split(" "))).ifPresent(noted -> {
            hold.check();
            users.put(noted.get(0), Integer.parseInt(noted.get(1)), noted.subList(2, noted.size()));
        });
        if (hold.had(Effect.REDIS_NUMBER)) {
            registry.freeRedis(hold.operation());
        }
    }

    /** The user first, so that nothing is written any more while the number is emptied. The registry frees the number. */
    @Override
    public void remove(EnvironmentHold hold, ScannedEnvironment environment) {
        ProjectEnvironment.Redis redis = environment.settings().redis();
        if (redis != null) {
            hold.check();
            users.remove(user(environment));
            hold.check();
            users.empty(redis.db());
        }
    }

    private static String user(ScannedEnvironment environment) {
        return new Names(environment.project(), environment.environment()).redisUser();
    }

    private Optional<RedisUrl> ours(ScannedEnvironment environment) {
        return environment
                .value(OwnUrls.REDIS)
                .flatMap(url -> urls.redis(
                        url, user(environment), environment.settings().redis().db()));
    }
}
