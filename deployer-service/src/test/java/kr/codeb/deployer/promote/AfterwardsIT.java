package kr.codeb.deployer.promote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.deployer.cleanup.CleanupForTests;
import kr.codeb.deployer.it.RealDocker;
import kr.codeb.deployer.testing.Wired;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promote, rollback and cleanup of containers that really run. */
class AfterwardsIT {

    private static final String BLUE = RealDocker.PROJECT + "-production-blue";

    private RealDocker docker;
    private Wired wired;
    private String image;

    @BeforeEach
    void connect() throws IOException {
        docker = new RealDocker(RealDocker.settings(4494), 10);
        wired = docker.wired;
        image = docker.imageRegistry + "/e2e/nocurl:v1";
        docker.app.run(docker.host.docker().command("image", "rm", image));
    }

    @AfterEach
    void clear() {
        docker.close();
    }

    private static HeldOperation held(OperationKind kind, String id) {
        return InMemoryOperation.of(kind, RealDocker.PROJECT, id, Map.of("force", true))
                .begin();
    }

    /** Blue was released and is the version before; its container is gone. */
    private void givenABlueReleaseWithoutContainer() {
        String digest = docker.images.pull(image, held(OperationKind.DEPLOY, "op_pulling1"));
        docker.registry.with(SlotName.GREEN, SlotState.ACTIVE);
        docker.registry.record(
                RealDocker.PROJECT,
                Environment.PRODUCTION,
                null,
                new SlotEvent.Deployed(SlotName.BLUE, "v3", image, digest, "env-1", "key_1", "op_before00"));
        docker.registry.with(SlotName.BLUE, SlotState.GRACE, digest, image);
    }

    private Rollback rollback() {
        return new Rollback(wired.registry, wired.provisioner, wired.host, wired.containers, wired.health, 2);
    }

    @Test
    void rollbackMakesAgainWhatIsGoneAndStartsWhatIsStopped() {
        givenABlueReleaseWithoutContainer();
        rollback().run(held(OperationKind.ROLLBACK, "op_rollback1"), null);
        assertEquals("running always", docker.state(BLUE));
        assertEquals("ok", docker.get(4494, "/health").strip());

        docker.registry.with(SlotName.GREEN, SlotState.ACTIVE);
        docker.registry.with(SlotName.BLUE, SlotState.GRACE);
        docker.app.run(docker.host.docker().command("stop", "-t", "1", BLUE));
        rollback().run(held(OperationKind.ROLLBACK, "op_rollback2"), null);
        assertEquals("running always", docker.state(BLUE));
    }

    @Test
    void promoteAsksWhatRuns() {
        givenABlueReleaseWithoutContainer();
        rollback().run(held(OperationKind.ROLLBACK, "op_rollback1"), null);
        docker.registry.with(SlotName.GREEN, SlotState.EMPTY).with(SlotName.BLUE, SlotState.DEPLOYED);
        Promote promote = new Promote(wired.registry, wired.provisioner, wired.health, new Urls("codeb.test", 443));

        promote.run(held(OperationKind.PROMOTE, "op_promote1"), null);

        assertEquals("blue", docker.provisioner.route.wire());
    }

    @Test
    void cleanupRemovesContainerAndImage() {
        givenABlueReleaseWithoutContainer();
        rollback().run(held(OperationKind.ROLLBACK, "op_rollback1"), null);
        String digest = docker.registry.now().blue().digest();
        docker.registry.with(SlotName.GREEN, SlotState.ACTIVE);
        docker.registry.with(SlotName.BLUE, SlotState.GRACE, digest, image);

        CleanupForTests.of(wired).run(held(OperationKind.CLEANUP, "op_cleanup1"), null);

        assertEquals(List.of(), docker.containers());
        assertEquals(SlotState.EMPTY, docker.registry.now().blue().state());
        assertEquals(SlotState.ACTIVE, docker.registry.now().green().state());
        String pinned = image.substring(0, image.lastIndexOf(':')) + "@" + digest;
        assertFalse(docker.app
                .run(docker.host.docker().command("image", "inspect", pinned))
                .ok());
    }
}
