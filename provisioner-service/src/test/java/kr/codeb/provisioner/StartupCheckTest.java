package kr.codeb.provisioner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import kr.codeb.provisioner.testing.Settings;
import kr.codeb.settings.SecretFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupCheckTest {

    @TempDir
    Path folder;

    @Test
    void namesTheSettingWhosePathIsUnsafe() {
        String message = assertThrows(
                        IllegalStateException.class, () -> new StartupCheck().check(null, Settings.below("/srv/a b")))
                .getMessage();
        assertTrue(message.startsWith("codeb.paths.root must be an absolute path"), message);
    }

    @Test
    void refusesASecretThatOthersCanRead() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String message = assertThrows(IllegalStateException.class, () -> SecretFile.check("codeb.x", file))
                .getMessage();
        assertEquals("codeb.x must name a file that nobody else can read: run chmod 600 " + file, message);
    }

    @Test
    void refusesASecretThatIsNotThere() {
        assertThrows(IllegalStateException.class, () -> SecretFile.check("codeb.x", folder.resolve("none")));
    }
}
