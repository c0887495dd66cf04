package kr.codeb.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatFileTest {

    @TempDir
    Path registry;

    @Test
    void anAdoptedRegistryIsOfTheFirstAndGetsItsMark() throws IOException {
        FormatFile.check(registry, new RealDisk());
        assertEquals("1\n", Files.readString(registry.resolve("format")));
        FormatFile.check(registry, new RealDisk());
        assertEquals("1\n", Files.readString(registry.resolve("format")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2\n", "17"})
    void aNewerOneStopsTheStartAndStaysAsItIs(String said) throws IOException {
        Files.writeString(registry.resolve("format"), said);
        String told = assertThrows(IllegalStateException.class, () -> FormatFile.check(registry, new RealDisk()))
                .getMessage();
        assertTrue(told.contains("have format " + said.strip()) && told.contains("this one knows 1"), told);
        assertEquals(said, Files.readString(registry.resolve("format")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "0", "-1", "99999999999999999999"})
    void soDoesWhatIsNoNumber(String said) throws IOException {
        Files.writeString(registry.resolve("format"), said);
        String told = assertThrows(IllegalStateException.class, () -> FormatFile.check(registry, new RealDisk()))
                .getMessage();
        assertTrue(told.contains("must hold a number"), told);
    }

    /** codeb-slot knows the same number, and refuses in the same cases. */
    @ParameterizedTest
    @ValueSource(strings = {"absent", "1\n", "1", "2\n", "", "two"})
    void codebSlotGoesTheSameWay(String said) throws Exception {
        boolean absent = said.equals("absent");
        if (!absent) {
            Files.writeString(registry.resolve("format"), said);
        }
        Process script = new ProcessBuilder(
                        "bash",
                        "-c",
                        "refuse() { echo \"$2\"; exit 9; }; source ../deploy/codeb-slot.d/settings.sh; REGISTRY=$1; check_format",
                        "codeb-slot",
                        registry.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean refused;
        try {
            FormatFile.check(registry, new RealDisk());
            refused = false;
        } catch (IllegalStateException newer) {
            refused = true;
        }
        assertEquals(refused ? 9 : 0, script.waitFor(), told);
        assertEquals(refused, told.contains("format"), told);
    }
}
