package kr.codeb.registry;

import static kr.codeb.settings.SettingCheck.refused;
import static kr.codeb.settings.SettingCheck.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.settings.PortRange;
import kr.codeb.settings.RegistryConfig;

/** Settings with which the registry could not work, or not safely, stop its start; the sentence names the setting. */
public final class StartupCheck {

    /** A holder renews every 2 seconds and must be allowed to miss one. */
    private static final int SHORTEST_HOLD = 5;

    private static final int LONGEST_HOLD = 12;

    private StartupCheck() {}

    /** @return the directory of the registry's files, which exists now */
    public static Path check(RegistryConfig config) {
        range("codeb.ports.production", config.ports().production());
        range("codeb.ports.staging", config.ports().staging());
        require(
                !config.ports().production().overlaps(config.ports().staging()),
                "codeb.ports.staging",
                "shares ports with codeb.ports.production (%s)"
                        .formatted(config.ports().production()));
        require(config.graceHours() >= 1, "codeb.grace-hours", "must be at least 1");
        int seconds = config.hold().seconds();
        require(
                seconds >= SHORTEST_HOLD && seconds <= LONGEST_HOLD,
                "codeb.hold.seconds",
                "must be from %d to %d".formatted(SHORTEST_HOLD, LONGEST_HOLD));
        require(
                config.keys().ciMinutes() >= 1 && config.keys().ciMinutes() <= 60,
                "codeb.keys.ci-minutes",
                "must be from 1 to 60, not " + config.keys().ciMinutes());
        require(
                config.keys().ciPerProject() >= 1,
                "codeb.keys.ci-per-project",
                "must be 1 or more, not " + config.keys().ciPerProject());
        return directory(config.paths().root());
    }

    private static void range(String setting, PortRange range) {
        require(range.first() >= 1024 && range.last() <= 65535, setting, "must stay within 1024-65535");
        require(range.first() < range.last(), setting, "must end after it begins");
        require(
                range.first() % 2 == 0 && range.last() % 2 == 1,
                setting,
                "must begin with an even port and end with an odd one, since blue is even and green the next odd");
    }

    private static Path directory(Path root) {
        Path registry = root.resolve("registry");
        var owner = PosixFilePermissions.fromString("rwx------");
        try {
            for (String folder : List.of("slots", "fences", "locks", ".versions")) {
                Files.createDirectories(registry.resolve(folder), PosixFilePermissions.asFileAttribute(owner));
            }
            if (!Files.getPosixFilePermissions(registry).equals(owner)) {
                Files.setPosixFilePermissions(registry, owner);
            }
            requireOwn(registry);
        } catch (IOException | UnsupportedOperationException failure) {
            throw refused("codeb.paths.root", "%s cannot be made: %s".formatted(registry, failure));
        }
        require(root.isAbsolute(), "codeb.paths.root", "must be an absolute path");
        require(Files.isWritable(registry), "codeb.paths.root", "%s cannot be written to".formatted(registry));
        return registry;
    }

    /** An adopted registry may still belong to root. A file that cannot be read would look damaged later. */
    private static void requireOwn(Path registry) throws IOException {
        try (Stream<Path> entries = Files.list(registry)) {
            Optional<Path> foreign = entries.filter(entry -> !Files.isReadable(entry) || !Files.isWritable(entry))
                    .findFirst();
            require(
                    foreign.isEmpty(),
                    "codeb.paths.root",
                    "holds %s, which this account (%s) cannot read and write. Run as root: chown -R --reference=%s %s"
                            .formatted(foreign.orElse(null), System.getProperty("user.name"), registry, registry));
        }
    }
}
