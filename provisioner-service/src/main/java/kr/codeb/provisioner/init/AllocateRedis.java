package kr.codeb.provisioner.init;

import java.util.Optional;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.provision.OwnUrls;
import kr.codeb.provisioner.provision.ProjectRedis;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers.Login;

/** The project's number in Redis, and its user. */
record AllocateRedis(Init init) implements Step {

    @Override
    public String name() {
        return "allocate_redis";
    }

    @Override
    public Outcome run() {
        if (!init.wantsRedis()) {
            return Outcome.skipped("The project has no Redis.");
        }
        boolean known = init.before().map(ProjectEnvironment::redis).isPresent();
        int number = redis().ensureNumber(init.hold(), known);
        init.redisNumber(number);
        String user = init.names().redisUser();
        Optional<String> written = init.envValue(OwnUrls.REDIS);
        Optional<RedisUrl> ours = written.flatMap(url -> init.urls().redis(url, user, number));
        if (written.isPresent() && ours.isEmpty()) {
            return Outcome.done("The env file's REDIS_URL has no user of this project's and is kept.");
        }
        RedisUrl url = ours.orElseGet(() -> init.urls().fresh(user, number));
        Login login = redis().ensureUser(init.hold(), url);
        init.redisUrl(url);
        return login == Login.FENCED
                ? Outcome.done("number " + number)
                : Outcome.done(
                        "number %d; this Redis cannot keep a user in its number, so projects can reach each other's keys"
                                .formatted(number));
    }

    @Override
    public void undo() {
        redis().takeBack(init.hold());
    }

    private ProjectRedis redis() {
        return init.makers().redis();
    }
}
