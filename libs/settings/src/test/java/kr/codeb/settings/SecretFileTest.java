package kr.codeb.settings;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFileTest {

    private static final String FILE = "${CREDENTIALS_DIRECTORY}/internal";

    @TempDir
    Path place;

    @ParameterizedTest
    @CsvSource({
        "r--------, anywhere,  true",
        "rw-------, anywhere,  true",
        "r--r-----, anywhere,  false",
        "r--r-----, delivered, true",
        "r--------, delivered, true",
        "rw-rw----, delivered, false",
        "r--r--r--, delivered, false",
    })
    void onlyWhatSystemdDeliversMayShowAGroup(String mode, String where, boolean fine) throws IOException {
        Path file = Files.writeString(place.resolve("internal"), "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        String credentials = where.equals("delivered") ? place.toString() : place + "-of-another";
        if (fine) {
            assertDoesNotThrow(() -> SecretFile.check("codeb.x", file, credentials));
        } else {
            assertThrows(IllegalStateException.class, () -> SecretFile.check("codeb.x", file, credentials));
        }
    }

    @Test
    void theFolderThatSystemdNamesStandsInSettings() {
        assertEquals(
                Path.of("/run/credentials/codeb-registry.service/internal"),
                file(Map.of("CREDENTIALS_DIRECTORY", "/run/credentials/codeb-registry.service")));
    }

    @Test
    void withoutSystemdTheSentenceSaysWhatToDo() {
        Path file = file(Map.of());
        String told = assertThrows(
                        IllegalStateException.class, () -> SecretFile.check("codeb.internal.credential-file", file))
                .getMessage();
        assertTrue(told.startsWith("codeb.internal.credential-file names " + FILE + ", and systemd gave"), told);
        assertTrue(told.contains("systemctl"), told);
    }

    /** What a service reads out of the settings file in this environment. */
    private static Path file(Map<String, String> environment) {
        return Path.of(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addPropertiesSources()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(
                        Map.of("codeb.internal.credential-file", FILE), "codeb.properties", 260))
                .build()
                .getValue("codeb.internal.credential-file", String.class));
    }
}
