package kr.codeb.deployer.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.ContainerSpec;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.it.RealDocker;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slot's port goes from one container to the next, and back to the same process, on a real Docker. */
class HandOverIT {

    private static final SlotContainer GREEN =
            new SlotContainer(RealDocker.PROJECT, Environment.PRODUCTION, SlotName.GREEN);
    private static final int PORT = 4489;

    private final HeldOperation first = held("op_00000001");
    private final HeldOperation second = held("op_00000002");
    private RealDocker docker;
    private SlotContainers containers;

    @BeforeEach
    void runTheFirst() throws IOException {
        docker = new RealDocker(RealDocker.settings(4488), 4);
        containers = docker.wired.containers;
        containers.create(first, spec(first, "ok:v1"), "");
        containers.start(first, GREEN, "");
        docker.host.checkChange(docker.host.docker().keepRunning(GREEN.name()), first);
    }

    @AfterEach
    void clear() {
        docker.close();
    }

    private static HeldOperation held(String id) {
        return InMemoryOperation.of(OperationKind.DEPLOY, RealDocker.PROJECT, id, Map.of())
                .begin();
    }

    private ContainerSpec spec(HeldOperation held, String image) {
        String name = docker.imageRegistry + "/e2e/" + image;
        return new ContainerSpec(
                GREEN,
                PORT,
                ImageReference.of(name).pinned(docker.images.pull(name, held)),
                image,
                held.operation().id(),
                RealDocker.settings(4488),
                docker.provisioner.env,
                "deployer-it.codeb.test");
    }

    private String started(String name) {
        return docker.app
                .check(docker.host.docker().command("inspect", "--format", "{{.State.StartedAt}}", name))
                .strip();
    }

    private void answers(String version) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!docker.get(PORT, "/").strip().equals(version)) {
            assertTrue(System.nanoTime() < deadline, "it does not answer " + version);
            Thread.onSpinWait();
        }
    }

    @Test
    void theNextOneTakesThePortWhileTheFirstRunsOnAndTheSameProcessGetsItBack() {
        String began = started(GREEN.name());
        String aside = GREEN.asideOf("op_00000002");
        for (int round = 0; round < 3; round++) {
            containers.create(second, spec(second, "ok:v2"), "");
            containers.handOver(second, GREEN);
            containers.start(second, GREEN, "");
            answers("v2");
            assertEquals("running no", docker.state(aside));

            containers.takeBack(second);
            containers.giveBack(second, GREEN);
            answers("v1");
            assertEquals("running always", docker.state(GREEN.name()));
            assertEquals(began, started(GREEN.name()), "the very process");
        }
    }

    @Test
    void eachStepCanBeRepeatedAndOneThatIsGoneIsFine() {
        containers.handOver(second, GREEN);
        containers.handOver(second, GREEN);
        containers.giveBack(second, GREEN);
        containers.giveBack(second, GREEN);
        answers("v1");
        containers.takeBack(first);
        containers.takeBack(first);
        containers.handOver(second, GREEN);
        containers.giveBack(second, GREEN);
        assertEquals("absent", docker.state(GREEN.name()));
    }

    @Test
    void oneThatEndedMeanwhileIsStartedAgainInItsSlot() {
        containers.handOver(second, GREEN);
        docker.app.check(docker.host.docker().command("kill", GREEN.asideOf("op_00000002")));

        containers.giveBack(second, GREEN);

        answers("v1");
        assertEquals("running always", docker.state(GREEN.name()));
    }

    @Test
    void aStoppedOneIsResumedOnItsNetwork() {
        containers.handOver(second, GREEN);
        docker.app.check(docker.host.docker().command("rename", GREEN.asideOf("op_00000002"), GREEN.name()));
        docker.app.check(docker.host.docker().command("stop", "-t", "0", GREEN.name()));

        containers.resume(first, GREEN, "");

        answers("v1");
    }
}
