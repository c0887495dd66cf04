package kr.codeb.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL, Redis and DNS, asked directly by their own clients. */
final class Storage {

    /** Debian's {@code psql} is a Perl program that finds this one each time. */
    private static final String PSQL = psql();

    private Storage() {}

    private static String psql() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin/psql"))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .map(Path::toString)
                    .orElse("psql");
        } catch (IOException elsewhere) {
            return "psql";
        }
    }

    /** Runs SQL at a URL; rows as lines, columns parted by {@code |}. */
    static Shell.Output psql(String url, String sql) {
        URI at = URI.create(url);
        Map<String, String> login = Map.of(
                "PGHOST",
                at.getHost(),
                "PGPORT",
                Integer.toString(at.getPort()),
                "PGDATABASE",
                at.getPath().substring(1),
                "PGUSER",
                user(at),
                "PGPASSWORD",
                password(at));
        return Shell.run(Shell.PATIENCE, login, PSQL, "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql);
    }

    static boolean hasDatabase(String name) {
        return !admin("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")
                .isEmpty();
    }

    static boolean hasUser(String name) {
        return !admin("SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'").isEmpty();
    }

    static String admin(String sql) {
        return psql(Sandbox.need("CODEB_PG_ADMIN_URL"), sql).ok().text();
    }

    static Shell.Output redis(String url, String... command) {
        URI at = URI.create(url);
        List<String> words = new ArrayList<>(List.of(
                "redis-cli",
                "--no-auth-warning",
                "-h",
                at.getHost(),
                "-p",
                Integer.toString(at.getPort()),
                "-n",
                at.getPath().substring(1),
                "--user",
                user(at)));
        words.addAll(Arrays.asList(command));
        return Shell.run(Shell.PATIENCE, Map.of("REDISCLI_AUTH", password(at)), words.toArray(String[]::new));
    }

    private static String user(URI url) {
        return url.getUserInfo().split(":", 2)[0];
    }

    private static String password(URI url) {
        return url.getUserInfo().split(":", 2)[1];
    }

    static boolean hasRedisUser(String name) {
        return redis(Sandbox.need("CODEB_REDIS_ADMIN_URL"), "ACL", "USERS")
                .ok()
                .lines()
                .contains(name);
    }

    /** The addresses that the authoritative server answers. */
    static List<String> addresses(String host) {
        String[] server = Sandbox.need("CODEB_DNS").split(":");
        return Shell.run("dig", "+short", "+time=2", "+tries=2", "@" + server[0], "-p", server[1], host, "A")
                .ok()
                .lines();
    }
}
