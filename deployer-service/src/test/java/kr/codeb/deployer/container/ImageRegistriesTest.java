package kr.codeb.deployer.container;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.settings.DeployerConfig.ImageRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image's name makes Docker call nobody whom the operator has not named. */
class ImageRegistriesTest {

    private record Login(String username, Path passwordFile, Optional<List<String>> teams) implements ImageRegistry {}

    private static final ImageRegistries REGISTRIES = registries(Optional.of(List.of("team_a")));

    private static ImageRegistries registries(Optional<List<String>> teams) {
        return new ImageRegistries(
                List.of("docker.io", "GHCR.io", "127.0.0.1:5000"),
                Map.of("registry.acme.test:5001", new Login("u", Path.of("/p"), teams)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nginx", "library/nginx:1", "ghcr.io/o/a", "127.0.0.1:5000/a:v1", "registry.acme.test:5001/a"})
    void asksWhomTheOperatorNamed(String image) {
        assertDoesNotThrow(() -> REGISTRIES.check(ImageReference.of(image)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9102/x/y:1",
                "127.0.0.1/x",
                "localhost/x",
                "localhost:5000/x",
                "LOCALHOST/x",
                "127.1:5000/x",
                "2130706433:5000/x",
                "0x7f000001:5000/x",
                "127.0.0.1:05000/x",
                "[::1]:5000/x",
                "[::ffff:7f00:1]:5000/x",
                "10.98.0.2:22/x/y:1",
                "169.254.169.254/latest/meta-data",
                "ghcr.io:443/o/a",
                "ghcr.io.evil.test/o/a",
                "evil.test/o/a",
            })
    void asksNobodyElseInWhateverSpelling(String image) {
        CodebException refused = assertThrows(CodebException.class, () -> REGISTRIES.check(ImageReference.of(image)));

        assertEquals(ErrorCode.PULL_FAILED, refused.code());
        assertTrue(refused.getMessage().contains("codeb.images.registries"), refused.getMessage());
    }

    @Test
    void aLoginServesTheTeamsThatItIsFor() {
        String host = "registry.acme.test:5001";
        assertTrue(REGISTRIES.login(host, "team_a").isPresent());
        assertTrue(REGISTRIES.login(host, "team_b").isEmpty());
        assertTrue(REGISTRIES.withheld(host, "team_b"));
        assertFalse(REGISTRIES.withheld("ghcr.io", "team_b"));
        assertTrue(registries(Optional.of(List.of("*"))).login(host, "team_b").isPresent());
        assertTrue(registries(Optional.empty()).login(host, "team_a").isEmpty());
    }
}
