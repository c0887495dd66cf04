package kr.codeb.deployer.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.health.Cause;
import kr.codeb.deployer.health.Diagnosis;
import kr.codeb.deployer.it.RealDocker;
import kr.codeb.deployer.testing.Wired;
import kr.codeb.operations.run.InMemoryOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deploys real images onto a real Docker. */
class DeployVersionIT {

    private RealDocker docker;
    private DeployVersion deploy;

    @BeforeEach
    void connect() throws IOException {
        docker = new RealDocker(RealDocker.settings(4490), 4);
        Wired wired = docker.wired;
        deploy = new DeployVersion(
                wired.registry,
                wired.provisioner,
                wired.images,
                wired.containers,
                wired.capacity,
                wired.visitors,
                wired.health,
                wired.promote,
                wired.removal,
                new ImageCleanup(wired.images, wired.registry, Runnable::run),
                wired.urls,
                Thread::startVirtualThread);
    }

    @AfterEach
    void clear() {
        docker.close();
    }

    private DeployResult deploy(String id, String image) {
        InMemoryOperation held = InMemoryOperation.of(
                OperationKind.DEPLOY,
                RealDocker.PROJECT,
                id,
                Map.of("image", docker.imageRegistry + "/e2e/" + image, "version", image));
        return (DeployResult) deploy.run(held.begin(), null);
    }

    @Test
    void aHealthyVersionStandsInTheSlotAndTheOneBeforeIsGone() {
        DeployResult first = deploy("op_00000001", "ok:v1");
        assertEquals(SlotName.GREEN, first.slot());
        assertTrue(first.digest().startsWith("sha256:"));
        assertEquals("running always", docker.state("deployer-it-production-green"));
        DeployResult second = deploy("op_00000002", "ok:v2");
        assertEquals(SlotName.GREEN, second.slot());
        assertFalse(first.digest().equals(second.digest()));
        assertEquals(List.of("deployer-it-production-green"), docker.containers());
    }

    @ParameterizedTest
    @CsvSource({
        "crash:v1, EXITED",
        "oom:v1, OOM_KILLED",
        "loopback:v1, LISTENS_ON_LOOPBACK",
        "wrongport:v1, WRONG_PORT",
        "sick:v1, HTTP_STATUS",
        "silent:v1, TIMEOUT"
    })
    void aSickVersionIsExplainedAndTheGraceContainerRunsAgain(String image, Cause cause) {
        deploy("op_00000001", "ok:v1");
        docker.registry.with(SlotName.BLUE, SlotState.ACTIVE).with(SlotName.GREEN, SlotState.GRACE);
        var before = docker.registry.now();

        CodebException failure = assertThrows(CodebException.class, () -> deploy("op_00000002", image));

        assertEquals(ErrorCode.UNHEALTHY, failure.code());
        Diagnosis diagnosis = (Diagnosis) failure.details().get("diagnosis");
        assertEquals(cause, diagnosis.cause());
        assertEquals(List.of("deployer-it-production-green"), docker.containers());
        assertEquals("running always", docker.state("deployer-it-production-green"));
        assertEquals("ok", docker.get(4491, "/health").strip());
        assertEquals(before, docker.registry.now());
        assertEquals("blue-green", docker.provisioner.route.wire());
    }

    @Test
    void anImageThatIsNotThereChangesNothing() {
        CodebException failure = assertThrows(CodebException.class, () -> deploy("op_00000001", "ok:nosuchtag"));
        assertEquals(ErrorCode.PULL_FAILED, failure.code());
        assertEquals(List.of(), docker.containers());
    }
}
