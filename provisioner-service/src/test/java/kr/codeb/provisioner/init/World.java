package kr.codeb.provisioner.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.registry.FakeRegistry;
import kr.codeb.provisioner.testing.FakeDatabases;
import kr.codeb.provisioner.testing.FakeRedis;
import kr.codeb.provisioner.testing.FakeZone;
import kr.codeb.provisioner.testing.Fuse;
import kr.codeb.provisioner.testing.LocalShell;
import kr.codeb.provisioner.testing.MakersOf;
import kr.codeb.provisioner.testing.Settings;
import kr.codeb.settings.ProvisionerConfig;

/** Both hosts for an init: a real shell and real files, the servers in memory. */
public final class World {

    public final Fuse fuse = new Fuse();
    final LocalShell shell;
    public final FakeRegistry registry = new FakeRegistry(fuse);
    final FakeDatabases databases = new FakeDatabases(fuse);
    final FakeRedis redis = new FakeRedis(fuse);
    public final FakeZone zone = new FakeZone(fuse);
    public final MakersOf servers;
    public final InitProject init;
    private final Path folder;

    public World(Path folder) throws IOException {
        this.folder = folder;
        shell = new LocalShell(folder.resolve("bin"), fuse)
                .program("docker", "exit 0")
                .program("ss", "exit 0")
                .program("curl", "exit 0")
                .program("caddy", "exit 0")
                .program("sync", "exit 0");
        Path fences = Files.createDirectories(folder.resolve("codeb/registry/fences"));
        for (String project : List.of("myapp", "other")) {
            Files.writeString(fences.resolve(project + "-production"), "1\n");
        }
        Files.createDirectories(folder.resolve("caddy/sites"));
        Files.writeString(folder.resolve("caddy/Caddyfile"), "import " + folder + "/caddy/sites/*.caddy\n");
        ProvisionerConfig config = Settings.below(folder.toString());
        AppServer app = new AppServer(shell, InMemoryOperation.fence(folder + "/codeb"));
        servers = MakersOf.servers(config, app, registry.registry(), databases, redis, zone);
        init = new InitProject(InitWith.services(servers));
    }

    /** All that an init changes, to compare; without the backups, of which a failed init may leave a true one. */
    public String state() {
        try (Stream<Path> files = Files.walk(folder)) {
            String tree = files.sorted()
                    .map(this::described)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("\n"));
            return String.join("\n", tree, registry.state(), databases.state(), redis.state(), zone.records.toString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String described(Path file) {
        String name = folder.relativize(file).toString();
        if (name.matches(
                "bin.*|caddy/sites/_codeb.caddy|routes(/\\.(states|previews$|lock|reload).*)?|codeb/env-backup/myapp/.*|codeb/(env|env-backup|projects)?")) {
            return "";
        }
        try {
            if (Files.isSymbolicLink(file)) {
                return name + " -> " + Files.readSymbolicLink(file);
            }
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? name + ": " + Files.readString(file) : name;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
