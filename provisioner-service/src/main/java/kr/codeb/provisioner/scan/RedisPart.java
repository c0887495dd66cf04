package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.scan.RedisScan;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers;
import kr.codeb.provisioner.redis.RedisUsers.Login;
import kr.codeb.web.Sha256;

/** The project's user in Redis, with its own number and no other. The env file's password is the one that counts. */
@Singleton
class RedisPart implements Part<RedisScan> {

    private static final String VARIABLE = "REDIS_URL";

    private final RedisUsers users;
    private final LiveHold live;

    RedisPart(RedisUsers users, LiveHold live) {
        this.users = users;
        this.live = live;
    }

    @Override
    public RepairPart name() {
        return RepairPart.REDIS;
    }

    @Override
    public Look<RedisScan> look(Subject subject) {
        if (subject.settings() == null || subject.settings().redis() == null) {
            return Look.nothing();
        }
        String user = user(subject);
        boolean exists = users.passwordHashes(user).isPresent();
        RedisScan view = new RedisScan(subject.settings().redis().db(), user, exists);
        Optional<RedisUrl> url = ours(subject);
        if (url.isEmpty()) {
            return Look.at(view, List.of());
        }
        Login login = exists ? users.login(url.get()) : Login.REFUSED;
        return Look.at(view, Differences.redis(view, login, exists ? users.wrongRights(user) : List.of()));
    }

    @Override
    public String repair(Hold hold, Subject subject) {
        RedisUrl url = ours(subject).orElseThrow();
        live.check(hold);
        users.put(url.user(), url.number(), List.of(Sha256.hex(url.password())));
        return "The user %s was set again, with the env file's password and the number %d."
                .formatted(url.user(), url.number());
    }

    private static String user(Subject subject) {
        return subject.environment().qualify(subject.project());
    }

    /** The env file's URL, if it is that of the project's own user and number; CodeB v7 knew no users. */
    private static Optional<RedisUrl> ours(Subject subject) {
        return subject.value(VARIABLE)
                .flatMap(RedisUrl::parse)
                .filter(url -> url.user().equals(user(subject))
                        && url.number() == subject.settings().redis().db());
    }
}
