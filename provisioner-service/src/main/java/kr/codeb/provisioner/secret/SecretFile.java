package kr.codeb.provisioner.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file of the service's own host that holds one secret; mode 0600. */
public final class SecretFile {

    private static final Set<PosixFilePermission> TOO_MUCH = Set.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    /** @throws IllegalStateException naming the setting, when it cannot be read */
    public static String read(String setting, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "%s names a file that cannot be read: %s".formatted(setting, file), unreadable);
        }
    }

    /** @throws IllegalStateException naming the setting, when it is missing, empty, or open to others */
    public static void check(String setting, Path file) {
        if (read(setting, file).isEmpty()) {
            throw new IllegalStateException("%s names an empty file: %s".formatted(setting, file));
        }
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(TOO_MUCH::contains)) {
                throw new IllegalStateException(
                        "%s names a file that others can read: run chmod 600 %s".formatted(setting, file));
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "%s names a file that cannot be read: %s".formatted(setting, file), unreadable);
        }
    }
}
