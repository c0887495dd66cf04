package kr.codeb.settings;

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
            throw SettingCheck.refused(setting, "must name a file that can be read, not " + file);
        }
    }

    /** @throws IllegalStateException naming the setting, when it is missing, empty, or open to others */
    public static void check(String setting, Path file) {
        SettingCheck.require(
                !read(setting, file).isEmpty(),
                setting,
                "must name a file that holds a secret; %s is empty".formatted(file));
        try {
            SettingCheck.require(
                    Files.getPosixFilePermissions(file).stream().noneMatch(TOO_MUCH::contains),
                    setting,
                    "must name a file that nobody else can read: run chmod 600 " + file);
        } catch (IOException unreadable) {
            throw SettingCheck.refused(setting, "must name a file that can be read, not " + file);
        }
    }
}
