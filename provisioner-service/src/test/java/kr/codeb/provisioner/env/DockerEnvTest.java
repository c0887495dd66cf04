package kr.codeb.provisioner.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kr.codeb.contracts.error.CodebException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEnvTest {

    @Test
    void writesValuesAsTheyAre() {
        DockerEnv env = DockerEnv.of(EnvFile.parse("A=\"it's \\\"x # y  \"\nB=\nC=' $HOME `id` '\n"));
        assertEquals("A=it's \\\"x # y  \nB=\nC= $HOME `id` \n", env.envFile());
        assertEquals("", env.exports());
    }

    @Test
    void exportsWhatDoesNotFitOnALine() throws Exception {
        String longest = "x".repeat(70_000);
        DockerEnv env = DockerEnv.of(EnvFile.parse("A=\"l1\\nit's $l2\"\nB=\"c\\r\"\nC=" + longest + "\nD=1\n"));
        assertEquals("A\nB\nC\nD=1\n", env.envFile());
        assertEquals("l1\nit's $l2|c\r|" + longest, inShell(env.exports(), "printf '%s|%s|%s' \"$A\" \"$B\" \"$C\""));
    }

    @TempDir
    Path folder;

    private String inShell(String exports, String command) throws IOException {
        Path file = Files.writeString(folder.resolve("exports"), exports);
        Process shell = new ProcessBuilder("/bin/sh", "-c", ". " + file + "; " + command).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "LD_PRELOAD", "DOCKER_HOST", "IFS", "BASH_ENV", "https_proxy", "my.name", "1A"})
    void refusesALineBreakUnderANameThatTheShellOrDockerUnderstands(String name) {
        CodebException refused =
                assertThrows(CodebException.class, () -> DockerEnv.of(EnvFile.parse("X=1\n" + name + "=\"a\\nb\"\n")));
        assertEquals(2, refused.details().get("line"));
        assertTrue(DockerEnv.of(EnvFile.parse(name + "=a")).envFile().startsWith(name + "=a"));
    }
}
