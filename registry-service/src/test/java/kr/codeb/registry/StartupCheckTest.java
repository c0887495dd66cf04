package kr.codeb.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import kr.codeb.registry.TestRegistry.TestConfig;
import kr.codeb.settings.PortRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupCheckTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "4101-4499, 4500-4999, 8, 48, codeb.ports.production",
        "4100-4498, 4500-4999, 8, 48, codeb.ports.production",
        "4499-4100, 4500-4999, 8, 48, codeb.ports.production",
        "80-4499,   4500-4999, 8, 48, codeb.ports.production",
        "4100-4499, 4500-70001, 8, 48, codeb.ports.staging",
        "4100-4499, 4498-4999, 8, 48, codeb.ports.staging",
        "4100-4499, 4500-4999, 1, 48, codeb.hold.seconds",
        "4100-4499, 4500-4999, 60, 48, codeb.hold.seconds",
        "4100-4499, 4500-4999, 8, 0, codeb.grace-hours",
    })
    void anImpossibleSettingStopsTheStartByName(
            String production, String staging, int hold, int grace, String setting) {
        var config = new TestConfig(root, PortRange.of(production), PortRange.of(staging), hold, grace);
        var refusal = assertThrows(IllegalStateException.class, () -> StartupCheck.check(config));
        assertTrue(refusal.getMessage().contains(setting), refusal.getMessage());
    }

    @Test
    void aRootThatCannotBeMadeStopsTheStart() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "");
        var refusal = assertThrows(IllegalStateException.class, () -> StartupCheck.check(new TestConfig(file)));
        assertTrue(refusal.getMessage().contains("codeb.paths.root"));
    }

    @Test
    void theDirectoryIsMadeAndPrivate() throws Exception {
        Path registry = StartupCheck.check(new TestConfig(root));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(registry)));
    }
}
