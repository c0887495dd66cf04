package kr.codeb.deployer.it;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.deployer.container.Docker;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.ImageRegistries;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.testing.FakeProvisioner;
import kr.codeb.deployer.testing.FakeRegistry;
import kr.codeb.deployer.testing.Wired;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Ssh;
import kr.codeb.settings.DeployerConfig.ImageRegistry;
import kr.codeb.settings.SshSettings;

/** The sandbox's App Server: real sshd, real Docker, real image registry; only our own neighbours are fakes. */
public final class RealDocker implements AutoCloseable {

    /** No other test's, in a sandbox that several may use. */
    public static final String PROJECT = "deployer-it";

    private static final Path SANDBOX =
            Path.of(System.getenv().getOrDefault("CODEB_SANDBOX_HOME", "/var/lib/codeb-sandbox"));

    public final Ssh app;
    public final DockerHost host;
    public final Images images;
    public final FakeRegistry registry;
    public final FakeProvisioner provisioner = new FakeProvisioner();
    public final String imageRegistry = System.getenv().getOrDefault("CODEB_IMAGE_REGISTRY", "127.0.0.1:5000");
    public final String privateRegistry;
    public final Path root;
    public final Wired wired;

    public RealDocker(ProjectEnvironment settings, int healthSeconds) throws IOException {
        Properties codeb = new Properties();
        try (Reader file = Files.newBufferedReader(SANDBOX.resolve("codeb.properties"))) {
            codeb.load(file);
        }
        app = new Ssh("the app server", new FromProperties(codeb));
        root = Files.createTempDirectory("codeb-it");
        Files.createDirectories(root.resolve("registry/fences"));
        Files.writeString(root.resolve("registry/fences/" + PROJECT + "-production"), "1\n");
        Files.createDirectories(root.resolve("projects/" + PROJECT));
        Path env = Files.writeString(root.resolve("projects/" + PROJECT + "/.env"), "GREETING=hello world\n");
        provisioner.env = new EnvRelease("env-1", env.toString(), "");
        host = new DockerHost(
                app,
                InMemoryOperation.fence(root.toString()),
                new Docker(
                        List.of(codeb.getProperty("codeb.app.docker").split(" ")),
                        128,
                        true,
                        codeb.getProperty("codeb.isolation.network")));
        privateRegistry = codeb.stringPropertyNames().stream()
                .filter(name -> name.startsWith("codeb.image-registries.") && name.endsWith(".username"))
                .map(name -> name.split("\"")[1])
                .findFirst()
                .orElseThrow();
        images = new Images(
                host,
                root.toString(),
                new ImageRegistries(List.of(imageRegistry), Map.of(privateRegistry, login(codeb))),
                Duration.ofSeconds(60));
        registry = new FakeRegistry(settings);
        wired = new Wired(
                host,
                images,
                registry,
                provisioner,
                Duration.ofSeconds(healthSeconds),
                "unix/" + SANDBOX.resolve("caddy/admin/socket"),
                Duration.ofSeconds(2));
        clear();
    }

    public static ProjectEnvironment settings(int blue) {
        return new ProjectEnvironment(
                new Ports(blue, blue + 1), null, null, null, null, 3000, "/health", "64m", "1", "api", 48);
    }

    private ImageRegistry login(Properties codeb) {
        String prefix = "codeb.image-registries.\"" + privateRegistry + "\".";
        return new ImageRegistry() {
            @Override
            public String username() {
                return codeb.getProperty(prefix + "username");
            }

            @Override
            public Path passwordFile() {
                return Path.of(codeb.getProperty(prefix + "password-file")
                        .replace(
                                "${CREDENTIALS_DIRECTORY}",
                                SANDBOX.resolve("credentials").toString()));
            }

            @Override
            public Optional<List<String>> teams() {
                return Optional.of(List.of("team"));
            }
        };
    }

    /** What Docker says of a container: {@code running}, {@code exited}…, or {@code absent}. */
    public String state(String name) {
        String form = "{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}";
        var answer = app.run(host.docker().command("inspect", "--type", "container", "--format", form, name));
        return answer.ok() ? answer.out().strip() : "absent";
    }

    /** Waits until Docker says so of a container. */
    public void awaitState(String state, String name) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!state(name).equals(state)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%s is %s, not %s".formatted(name, state(name), state));
            }
            Thread.onSpinWait();
        }
    }

    /** Names of all containers of the test's project. */
    public List<String> containers() {
        return app.check(host.docker()
                        .command("ps", "-a", "--filter", "label=codeb.project=" + PROJECT, "--format", "{{.Names}}"))
                .lines()
                .sorted()
                .toList();
    }

    /** What the application answers at a port of the host. */
    public String get(int port, String path) {
        return app.run(Command.of("curl", "-s", "--max-time", "3", "http://127.0.0.1:" + port + path))
                .out();
    }

    public void clear() {
        containers().forEach(name -> app.run(host.docker().command("rm", "-f", "-v", name)));
    }

    @Override
    public void close() {
        clear();
        images.tidy(PROJECT, Environment.PRODUCTION, Set.of());
        app.close();
    }

    private record FromProperties(Properties codeb) implements SshSettings {

        private String of(String name) {
            return codeb.getProperty("codeb.app.ssh." + name);
        }

        @Override
        public String host() {
            return of("host");
        }

        @Override
        public int port() {
            return Integer.parseInt(of("port"));
        }

        @Override
        public String user() {
            return of("user");
        }

        @Override
        public Path keyFile() {
            // The services' own key reaches only what CodeB sends for the sandbox's own folders.
            return SANDBOX.resolve("ssh/id_test");
        }

        @Override
        public Path knownHostsFile() {
            return Path.of(of("known-hosts-file"));
        }
    }
}
