package kr.codeb.provisioner.redis;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.provisioner.client.Await;
import kr.codeb.settings.ProvisionerConfig;

/** Redis on the Storage Server. */
@Singleton
public class RedisServer implements RedisUsers {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Commands whose first word is a command of its own. */
    private static final Set<String> CONTAINERS = Set.of("FUNCTION", "SCRIPT", "CLIENT");

    private final Vertx vertx;
    private final Redis pool;
    private final ProvisionerConfig.Redis config;
    private final String host;

    @Inject
    RedisServer(Vertx vertx, Redis pool, ProvisionerConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config.storage().redis();
        this.host = this.config.host().orElse(config.storage().host());
    }

    /** With connections of its own, for tests. */
    public static RedisServer of(Vertx vertx, ProvisionerConfig config) {
        RedisOptions options = new RedisOptions()
                .setConnectionString(AdministratorHost.url(config))
                .setProtocolNegotiation(false);
        return new RedisServer(vertx, Redis.createClient(vertx, options), config);
    }

    @Override
    public void ping() {
        asAdministrator(session -> session.send(Command.PING));
    }

    @Override
    public int databases() {
        return asAdministrator(session -> session.send(Command.CONFIG, "GET", "databases")
                .get("databases")
                .toInteger());
    }

    @Override
    public Optional<List<String>> passwordHashes(String user) {
        return asAdministrator(session -> Optional.ofNullable(session.send(Command.ACL, "GETUSER", user))
                .map(found -> StreamSupport.stream(found.get("passwords").spliterator(), false)
                        .map(Response::toString)
                        .toList()));
    }

    @Override
    public void put(String user, int number, List<String> passwordHashes) {
        List<String> words = new ArrayList<>(List.of("SETUSER", user, "reset", "on"));
        passwordHashes.forEach(hash -> words.add("#" + hash));
        asAdministrator(session -> {
            words.addAll(RedisRights.rules(number, known(session, RedisRights.NEWER)));
            session.send(Command.ACL, words.toArray(String[]::new));
            keep(session);
            return null;
        });
    }

    @Override
    public void remove(String user) {
        asAdministrator(session -> {
            session.send(Command.ACL, "DELUSER", user);
            keep(session);
            return null;
        });
    }

    /** Those commands that the server knows. */
    private static List<String> known(Session session, List<String> commands) {
        List<String> words = new ArrayList<>(List.of("INFO"));
        words.addAll(commands);
        Response answers = session.send(Command.COMMAND, words.toArray(String[]::new));
        return IntStream.range(0, commands.size())
                .filter(i -> answers.get(i) != null)
                .mapToObj(commands::get)
                .toList();
    }

    @Override
    public void empty(int number) {
        asAdministrator(session -> {
            session.send(Command.SELECT, Integer.toString(number));
            session.send(Command.FLUSHDB);
            return session.send(Command.SELECT, "0");
        });
    }

    /** Users live in an ACL file or in the configuration file; one that would be gone after a restart is no user. */
    private static void keep(Session session) {
        try {
            session.send(Command.ACL, "SAVE");
        } catch (CodebException noAclFile) {
            try {
                session.send(Command.CONFIG, "REWRITE");
            } catch (CodebException noConfigFile) {
                throw new CodebException(
                        ErrorCode.REDIS_UNAVAILABLE,
                        "Redis would forget its users at the next restart. Give it an aclfile (or a configuration file), restart it, "
                                + "and call again.",
                        noConfigFile);
            }
        }
    }

    @Override
    public Login login(RedisUrl url) {
        Redis client = stranger();
        try {
            Session session = new Session(connected(client));
            boolean in = url.password().isEmpty()
                    || session.accepts(Command.AUTH, url.user().isEmpty() ? "default" : url.user(), url.password());
            if (!in || !session.accepts(Command.SELECT, Integer.toString(url.number()))) {
                return Login.REFUSED;
            }
            int foreign = url.number() == 1 ? 2 : 1;
            return session.accepts(Command.SELECT, Integer.toString(foreign)) ? Login.OPEN : Login.FENCED;
        } finally {
            client.close();
        }
    }

    /** A client that has not logged in; to be closed after use. */
    private Redis stranger() {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://%s:%d".formatted(host, config.port()))
                        .setProtocolNegotiation(false)
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setNetClientOptions(new NetClientOptions().setConnectTimeout((int) PATIENCE.toMillis())));
    }

    /** Tried dry, which Redis 7 and later can do. */
    @Override
    public List<String> wrongRights(String user) {
        return asAdministrator(session -> {
            if (!dry(session, user, RedisRights.ALLOWED.getFirst()).isPresent()) {
                return List.of();
            }
            List<String> wrong = new ArrayList<>();
            RedisRights.ALLOWED.stream()
                    .filter(words -> !dry(session, user, words).orElse(true))
                    .forEach(words -> wrong.add("%s is refused".formatted(named(words))));
            RedisRights.REFUSED.stream()
                    .filter(words -> dry(session, user, words).orElse(false))
                    .forEach(words -> wrong.add("%s is allowed".formatted(named(words))));
            return wrong;
        });
    }

    private static String named(List<String> words) {
        return CONTAINERS.contains(words.getFirst()) ? words.get(0) + " " + words.get(1) : words.getFirst();
    }

    /** Whether a user could give this command; empty when the server cannot try it. */
    private static Optional<Boolean> dry(Session session, String user, List<String> words) {
        List<String> all = new ArrayList<>(List.of("DRYRUN", user));
        all.addAll(words);
        try {
            return Optional.of("OK"
                    .equals(session.send(Command.ACL, all.toArray(String[]::new))
                            .toString()));
        } catch (CodebException unknown) {
            return Optional.empty();
        }
    }

    private <T> T asAdministrator(Function<Session, T> work) {
        RedisConnection connection = connected(pool);
        try {
            return work.apply(new Session(connection));
        } finally {
            connection.close();
        }
    }

    private RedisConnection connected(Redis client) {
        try {
            return Await.opened(client.connect(), PATIENCE, RedisConnection::close);
        } catch (Await.Failed failed) {
            throw unavailable(
                    "Redis at %s:%d cannot be used: %s. Check that it runs and lets CodeB in, then call again."
                            .formatted(host, config.port(), failed.getMessage()),
                    failed);
        }
    }

    private static CodebException unavailable(String sentence, Throwable cause) {
        return new CodebException(ErrorCode.REDIS_UNAVAILABLE, sentence, cause);
    }

    /** One connection, on which nothing is sent before its login. */
    private record Session(RedisConnection connection) {

        Response send(Command command, String... words) {
            try {
                return Await.on(connection.send(request(command, words)), PATIENCE);
            } catch (Await.Failed failed) {
                throw unavailable(
                        "Redis refused %s: %s. Check the rights of CodeB's user there, then call again."
                                .formatted(command, failed.getMessage()),
                        failed);
            }
        }

        /** Whether the server accepts a command; a server that cannot be reached is an error, not a refusal. */
        boolean accepts(Command command, String... words) {
            try {
                Await.on(connection.send(request(command, words)), PATIENCE);
                return true;
            } catch (Await.Failed failed) {
                if (failed.getCause() instanceof ErrorType) {
                    return false;
                }
                throw unavailable(
                        "Redis does not answer: %s. Check that it runs, then call again."
                                .formatted(failed.getMessage()),
                        failed);
            }
        }

        private static Request request(Command command, String... words) {
            Request request = Request.cmd(command);
            for (String word : words) {
                request.arg(word);
            }
            return request;
        }
    }
}
