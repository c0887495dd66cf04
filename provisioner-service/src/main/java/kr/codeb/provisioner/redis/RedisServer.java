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
import java.util.function.Function;
import java.util.stream.StreamSupport;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.provisioner.host.Await;
import kr.codeb.settings.ProvisionerConfig;
import kr.codeb.settings.SecretFile;

/** Redis on the Storage Server. */
@Singleton
public class RedisServer implements RedisUsers {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** All ordinary commands in one number; nothing that reaches another number, the server, or other users. */
    private static final List<String> RULES = List.of(
            "~*",
            "&*",
            "+@all",
            "-@admin",
            "-@dangerous",
            "+info",
            "+keys",
            "-select",
            "-move",
            "-copy",
            "-swapdb",
            "-flushall");

    private static final List<List<String>> ALLOWED = List.of(
            List.of("GET", "k"),
            List.of("SET", "k", "v"),
            List.of("DEL", "k"),
            List.of("EVAL", "return 1", "0"),
            List.of("PUBLISH", "c", "m"),
            List.of("KEYS", "*"),
            List.of("INFO"));
    private static final List<List<String>> REFUSED = List.of(
            List.of("FLUSHALL"),
            List.of("CONFIG", "GET", "x"),
            List.of("SWAPDB", "0", "1"),
            List.of("MOVE", "k", "1"),
            List.of("ACL", "LIST"),
            List.of("DEBUG", "SLEEP", "0"));

    private final Vertx vertx;
    private final ProvisionerConfig.Redis config;
    private final String host;

    @Inject
    public RedisServer(Vertx vertx, ProvisionerConfig config) {
        this.vertx = vertx;
        this.config = config.storage().redis();
        this.host = this.config.host().orElse(config.storage().host());
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
        words.addAll(RULES);
        words.add("+select|" + number);
        asAdministrator(session -> {
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
        Redis client = client(url.host(), url.port());
        try {
            RedisConnection connection = connected(client, url.host(), url.port());
            Session session = new Session(connection);
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

    /** Tried dry, which Redis 7 and later can do. */
    @Override
    public List<String> wrongRights(String user) {
        return asAdministrator(session -> {
            if (!dry(session, user, ALLOWED.getFirst()).isPresent()) {
                return List.of();
            }
            List<String> wrong = new ArrayList<>();
            ALLOWED.stream()
                    .filter(words -> !dry(session, user, words).orElse(true))
                    .forEach(words -> wrong.add("%s is refused".formatted(words.getFirst())));
            REFUSED.stream()
                    .filter(words -> dry(session, user, words).orElse(false))
                    .forEach(words -> wrong.add("%s is allowed".formatted(words.getFirst())));
            return wrong;
        });
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
        Redis client = client(host, config.port());
        try {
            Session session = new Session(connected(client, host, config.port()));
            session.send(
                    Command.AUTH,
                    config.user(),
                    SecretFile.read("codeb.storage.redis.password-file", config.passwordFile()));
            return work.apply(session);
        } finally {
            client.close();
        }
    }

    private Redis client(String at, int port) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://%s:%d".formatted(at, port))
                        .setProtocolNegotiation(false)
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setNetClientOptions(new NetClientOptions().setConnectTimeout((int) PATIENCE.toMillis())));
    }

    private static RedisConnection connected(Redis client, String at, int port) {
        try {
            return Await.on(client.connect(), PATIENCE);
        } catch (Await.Failed failed) {
            throw unavailable(
                    "Redis at %s:%d cannot be reached: %s. Check that it runs, then call again."
                            .formatted(at, port, failed.getMessage()),
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

        /** Whether the server accepts a command; a server that is away is an error, not a refusal. */
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
