package kr.codeb.deployer.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.Urls;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.settings.DeployerConfig;

/** Brings a version into the slot that is not active, or leaves both slots as they were. */
@Singleton
public class DeployVersion implements OperationHandler {

    private final Registry registry;
    private final Provisioner provisioner;
    private final DockerHost host;
    private final Images images;
    private final HealthCheck health;
    private final Tidying tidying;
    private final Urls urls;
    private final int stopSeconds;
    private final Executor ahead;

    @Inject
    DeployVersion(
            Registry registry,
            Provisioner provisioner,
            DockerHost host,
            Images images,
            HealthCheck health,
            Tidying tidying,
            Urls urls,
            DeployerConfig config) {
        this(
                registry,
                provisioner,
                host,
                images,
                health,
                tidying,
                urls,
                config.deploy().stopSeconds(),
                Thread::startVirtualThread);
    }

    DeployVersion(
            Registry registry,
            Provisioner provisioner,
            DockerHost host,
            Images images,
            HealthCheck health,
            Tidying tidying,
            Urls urls,
            int stopSeconds,
            Executor ahead) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.host = host;
        this.images = images;
        this.health = health;
        this.tidying = tidying;
        this.urls = urls;
        this.stopSeconds = stopSeconds;
        this.ahead = ahead;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DEPLOY;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Deployment deployment = deployment(held);
        deployment.begin(images);
        try {
            sequence(deployment).run();
        } catch (CodebException failed) {
            tidying.images(held.operation().project(), held.operation().environment());
            throw failed;
        }
        return done(
                deployment,
                new DeployResult(
                        deployment.target().slot(),
                        deployment.slot().port(),
                        preview(deployment),
                        deployment.params().image(),
                        deployment.digest(),
                        deployment.params().version()));
    }

    @Override
    public Object recover(HeldOperation held) {
        Deployment deployment = deployment(held);
        if (!deployment.aimed()) {
            throw held.takenBack();
        }
        Slots slots = deployment.slotsNow();
        Slot slot = slots.slot(deployment.target().slot());
        if (held.operation().id().equals(slot.operationId())) {
            provisioner.routeAs(held, slots);
            return done(
                    deployment,
                    new DeployResult(
                            slot.name(),
                            slot.port(),
                            preview(deployment),
                            slot.image(),
                            slot.digest(),
                            slot.version()));
        }
        sequence(deployment).undo();
        throw held.takenBack();
    }

    private Deployment deployment(HeldOperation held) {
        return new Deployment(held, registry, provisioner, ahead);
    }

    private StepSequence sequence(Deployment deployment) {
        SetAside aside = new SetAside(deployment, host, stopSeconds);
        return StepSequence.of(deployment.held())
                .then(new GetSlotStatus(deployment))
                .then(new SelectSlot(deployment))
                .then(new PullImage(deployment))
                .then(new PrepareEnv(deployment))
                .then(new CreateContainer(deployment, host))
                .then(new Preview(deployment))
                .then(aside)
                .then(new StartContainer(deployment, host, aside))
                .then(new WaitUntilHealthy(deployment, health))
                .then(new RecordDeployed(deployment));
    }

    private DeployResult done(Deployment deployment, DeployResult result) {
        tidying.after(deployment.place(), deployment.aside());
        return result;
    }

    private String preview(Deployment deployment) {
        return urls.preview(
                deployment.operation().project(),
                deployment.operation().environment(),
                deployment.target().slot());
    }
}
