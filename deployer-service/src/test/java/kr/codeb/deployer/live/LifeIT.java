package kr.codeb.deployer.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.deployer.ContainerView;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.ContainerSpec;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.it.RealDocker;
import kr.codeb.deployer.logs.ContainerLog;
import kr.codeb.deployer.logs.Since;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.testing.Inline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from a real Docker, and the commands around a container's life. */
class LifeIT {

    private static final SlotContainer GREEN =
            new SlotContainer(RealDocker.PROJECT, Environment.PRODUCTION, SlotName.GREEN);

    private final HeldOperation held = InMemoryOperation.of(
                    OperationKind.DEPLOY, RealDocker.PROJECT, "op_00000001", Map.of())
            .begin();
    private RealDocker docker;

    @BeforeEach
    void connect() throws IOException {
        docker = new RealDocker(RealDocker.settings(4492), 4);
    }

    @AfterEach
    void clear() {
        docker.close();
    }

    private void start(String image, EnvRelease env) {
        docker.wired.containers.create(held, spec(image, env), "");
        docker.wired.containers.start(held, GREEN, "");
    }

    private ContainerSpec spec(String image, EnvRelease env) {
        String digest = docker.images.pull(image, held);
        return new ContainerSpec(
                GREEN,
                4493,
                ImageReference.of(image).pinned(digest),
                "v1",
                "op_00000001",
                RealDocker.settings(4492),
                env,
                "deployer-it.codeb.test");
    }

    private String image(String name) {
        return docker.imageRegistry + "/e2e/" + name;
    }

    @Test
    void showsWhatDockerSaysAndWhatItUses() {
        start(image("ok:v1"), docker.provisioner.env);
        Watch watch = new Watch(docker.host, new ObjectMapper());
        try {
            ContainerViews views =
                    new LiveContainers(watch, new Usages(docker.host)).of(RealDocker.PROJECT, Environment.PRODUCTION);

            ContainerView green = views.containers().get(1);
            assertFalse(views.containers().get(0).exists());
            assertEquals("running", green.status());
            assertEquals("v1", green.version());
            assertEquals(true, green.healthy());
            assertNotNull(green.cpuPercent());
            assertTrue(green.memoryBytes() > 0);
            assertNull(views.error());
        } finally {
            watch.stop(null);
        }
    }

    @Test
    void readsALogWithoutTheValuesOfItsEnvironment() throws IOException, InterruptedException {
        Path env = Files.writeString(
                docker.root.resolve("projects/" + RealDocker.PROJECT + "/.env.production"), "NAME=listens on\n");
        start(image("ok:v1"), new EnvRelease("e", env.toString(), ""));
        Thread.sleep(300);
        ContainerLog log = new ContainerLog(docker.host, new Registry(docker.registry), docker.root.toString());

        List<String> lines = log.read(GREEN, 10, Since.of("10m")).lines();

        assertEquals(List.of("v1 [REDACTED] 3000"), lines);
        assertEquals(
                ErrorCode.SLOT_NOT_DEPLOYED,
                assertThrows(
                                CodebException.class,
                                () -> log.read(
                                        new SlotContainer(RealDocker.PROJECT, Environment.STAGING, SlotName.BLUE),
                                        10,
                                        null))
                        .code());
    }

    @Test
    void carriesValuesThatDockersFileCannot() throws IOException, InterruptedException {
        Path env = Files.writeString(docker.root.resolve("env"), "PLAIN=a \"b\" # c\nLINES\n");
        Path exports = Files.writeString(docker.root.resolve("env.export"), "export LINES='one\ntwo'\\''s'\n");
        start(image("envdump:v1"), new EnvRelease("e", env.toString(), exports.toString()));
        Thread.sleep(300);

        String environ = docker.get(4493, "/cgi-bin/environ").replace('\0', '\n');

        assertTrue(environ.contains("PLAIN=a \"b\" # c\n"), environ);
        assertTrue(environ.contains("LINES=one\ntwo's\n"), environ);
    }

    @Test
    void pullsFromAPrivateRegistryAndLeavesNoLoginBehind() {
        String image = docker.privateRegistry + "/e2e/private:v1";

        assertTrue(docker.images.pull(image, held).startsWith("sha256:"));
        Command left = Inline.script(
                "ls -d /dev/shm/codeb-login.* 2>/dev/null; grep -l \"$1\" ~/.docker/config.json 2>/dev/null; :",
                docker.privateRegistry);
        assertEquals("", docker.app.run(left).out());
    }

    @Test
    void aHoldThatIsLostChangesNothing() throws IOException {
        Files.writeString(docker.root.resolve("registry/fences/" + RealDocker.PROJECT + "-production"), "2\n");

        assertThrows(HoldLost.class, () -> start(image("ok:v1"), docker.provisioner.env));

        assertEquals(List.of(), docker.containers());
    }
}
