package kr.codeb.settings;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "codeb.deploy.pull-second,          codeb.deploy.pull-seconds",
        "codeb.basedomain,                  codeb.base-domain",
        "codeb.app.ssh.keyfile,             codeb.app.ssh.key-file",
        "codeb.path.root,                   codeb.paths.root",
        "codeb.image-registries.x.user,     codeb.image-registries.*.username",
    })
    void aNameThatNobodyKnowsIsRefusedWithTheNearest(String typed, String meant) {
        String told = assertThrows(IllegalStateException.class, () -> check(List.of(typed), Map.of()))
                .getMessage();
        assertEquals("%s is not a setting. Did you mean %s?".formatted(typed, meant), told);
    }

    @Test
    void aNameThatEndsAtAColonIsToldHowAColonIsWritten() {
        String told = assertThrows(
                        IllegalStateException.class,
                        () -> check(List.of("codeb.image-registries.\"registry.example.com"), Map.of()))
                .getMessage();
        assertTrue(told.contains("\"registry.example.com\\:5000\".username"), told);
    }

    @Test
    void soIsAnEnvironmentVariable() {
        String told = assertThrows(
                        IllegalStateException.class, () -> check(List.of(), Map.of("CODEB_DEPLOY_PULL_SECOND", "300")))
                .getMessage();
        assertEquals("CODEB_DEPLOY_PULL_SECOND is not a setting. Did you mean CODEB_DEPLOY_PULL_SECONDS?", told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "codeb.base-domain",
                "codeb.storage.ssh.known-hosts-file",
                "codeb.image-registries.\"ghcr.io\".username",
                "codeb.image-registries.\"10.0.0.1:5000\".password-file",
                "codeb.cleanup.drain-seconds",
                "codeb.deploy.stop-seconds",
                "quarkus.http.port",
            })
    void whatIsKnownPasses(String name) {
        assertDoesNotThrow(() -> check(List.of(name), Map.of()));
    }

    @Test
    void whatTheSandboxSetsForItsTestsPasses() {
        assertDoesNotThrow(() -> check(
                List.of(),
                Map.of(
                        "CODEB_URL", "x",
                        "CODEB_ROOT", "x",
                        "CODEB_DEPLOY_SSH", "x",
                        "CODEB_SANDBOX_HOME", "x",
                        "CODEB_GRACE_HOURS", "48",
                        "CODEB_LOG_JSON", "true",
                        "CODEB_IMAGE_REGISTRIES__GHCR_IO__USERNAME", "x")));
    }

    /** The sandbox writes the settings that everybody's tests run on. */
    @Test
    void theSandboxSetsNothingThatNobodyKnows() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "..", "deploy", "sandbox.d", "settings.sh"));
        List<String> names = lines.stream()
                .map(line -> line.replaceFirst("^ *printf '", ""))
                .filter(line -> line.startsWith("codeb."))
                .map(line -> line.replaceFirst("=.*", "").replaceAll("\"\\$\\{?[^\"]*\"", "\"x\""))
                .toList();
        assertFalse(names.size() < 30, names::toString);
        assertDoesNotThrow(() -> check(names, Map.of()));
    }

    private static void check(List<String> names, Map<String, String> environment) {
        UnknownSettings.check(names, environment);
    }
}
