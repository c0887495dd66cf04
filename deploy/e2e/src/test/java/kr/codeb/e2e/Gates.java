package kr.codeb.e2e;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;

/**
 * Puts a gate before every server that the executors change: registry, PostgreSQL and Redis through settings, both hosts through
 * the command that sshd runs for their key. The product knows nothing of it; {@code deploy/sandbox up} would take it away, too.
 */
final class Gates implements AutoCloseable {

    private static final List<String> EXECUTORS = List.of("provisioner", "deployer");
    private static final Path SCRIPT = Path.of("src/test/resources/gate.sh").toAbsolutePath();

    private final Points points = new Points();
    private final Path settings = Path.of(Sandbox.need("CODEB_SETTINGS"));
    private final Path keys = Path.of(Sandbox.need("CODEB_SANDBOX_HOME")).resolve("ssh/authorized_keys");
    private final String settingsBefore = Text.of(settings);
    private final String keysBefore = Text.of(keys);
    private final List<AutoCloseable> doors;
    private final Thread atExit = new Thread(this::putBack);

    private Gates() {
        Properties known = properties(settingsBefore);
        InetSocketAddress registry = at(URI.create(known.getProperty("codeb.registry.url")));
        InetSocketAddress postgres = at(known, "codeb.storage.postgres");
        InetSocketAddress redis = at(known, "codeb.storage.redis");
        // An address of this sandbox's own, since the ports of PostgreSQL and Redis stand in the projects' URLs, too.
        String here = postgres.getHostString().replaceFirst("^\\d+", "127");
        Relay forRegistry = new Relay(points, Talk.HTTP, new InetSocketAddress(here, 0), registry);
        Relay forPostgres = new Relay(points, Talk.POSTGRES, new InetSocketAddress(here, postgres.getPort()), postgres);
        Relay forRedis = new Relay(points, Talk.REDIS, new InetSocketAddress(here, redis.getPort()), redis);
        SshDoor forHosts = new SshDoor(points);
        doors = List.of(forRegistry, forPostgres, forRedis, forHosts);
        Runtime.getRuntime().addShutdownHook(atExit);
        write(
                settings,
                settingsBefore
                                .replaceAll(
                                        "(?m)^(codeb.registry.url)=.*$",
                                        "$1=http://%s:%d".formatted(here, forRegistry.port()))
                                .replaceAll("(?m)^(codeb.storage.(?:postgres|redis).host)=.*$", "$1=" + here)
                        // Caddy keeps its connections to a slot for a while; no cleanup has to wait for them here.
                        + "codeb.cleanup.drain-seconds=1\n");
        write(
                keys,
                keysBefore.replaceFirst("command=\"", "command=\"bash '%s' %d ".formatted(SCRIPT, forHosts.port())));
        Sandbox.restart(EXECUTORS);
    }

    static Gates open() {
        return new Gates();
    }

    Points points() {
        return points;
    }

    @Override
    public void close() {
        points.disarm();
        putBack();
        Sandbox.restart(EXECUTORS);
        Runtime.getRuntime().removeShutdownHook(atExit);
        for (AutoCloseable door : doors) {
            try {
                door.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void putBack() {
        write(settings, settingsBefore);
        write(keys, keysBefore);
    }

    /** In place, so that the file's mode stays. */
    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return properties;
    }

    private static InetSocketAddress at(URI url) {
        return new InetSocketAddress(url.getHost(), url.getPort());
    }

    private static InetSocketAddress at(Properties known, String server) {
        return new InetSocketAddress(
                known.getProperty(server + ".host"), Integer.parseInt(known.getProperty(server + ".port")));
    }
}
