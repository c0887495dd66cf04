package kr.codeb.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * A file of the service's own host that holds one secret: mode 0600, or 0400. One that systemd laid below
 * {@code $CREDENTIALS_DIRECTORY} may have mode 0440, too: the group's right is then the bound of an access list that names the
 * service's account alone.
 */
public final class SecretFile {

    /** What the folder is called in settings where nothing says which it is; a default of the library's makes it so. */
    static final Path NO_CREDENTIALS = Path.of("/CREDENTIALS_DIRECTORY-is-not-set");

    private static final String CREDENTIALS_DIRECTORY = "CREDENTIALS_DIRECTORY";
    private static final Set<PosixFilePermission> TOO_MUCH = Set.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    /** @throws IllegalStateException naming the setting, when it cannot be read */
    public static String read(String setting, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw SettingCheck.refused(setting, must(file));
        }
    }

    /** @throws IllegalStateException naming the setting, when it is missing, empty, or open to others */
    public static void check(String setting, Path file) {
        check(setting, file, System.getenv(CREDENTIALS_DIRECTORY));
    }

    /** @param credentials the folder that systemd made for this service; null when there is none */
    static void check(String setting, Path file, String credentials) {
        SettingCheck.require(
                !read(setting, file).isEmpty(),
                setting,
                "must name a file that holds a secret; %s is empty".formatted(file));
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            boolean fromSystemd = Optional.ofNullable(credentials)
                    .map(Path::of)
                    .filter(file::startsWith)
                    .isPresent();
            SettingCheck.require(
                    rights.stream()
                            .filter(right -> !fromSystemd || right != PosixFilePermission.GROUP_READ)
                            .noneMatch(TOO_MUCH::contains),
                    setting,
                    "must name a file that nobody else can read: run chmod 600 " + file);
        } catch (IOException unreadable) {
            throw SettingCheck.refused(setting, must(file));
        }
    }

    private static String must(Path file) {
        return file.startsWith(NO_CREDENTIALS)
                ? ("names ${CREDENTIALS_DIRECTORY}/%s, and systemd gave this process no such folder. Start it with systemctl, by a unit"
                                + " with LoadCredential=, or set CREDENTIALS_DIRECTORY to the folder that holds the credentials")
                        .formatted(NO_CREDENTIALS.relativize(file))
                : "must name a file that can be read, not " + file;
    }
}
