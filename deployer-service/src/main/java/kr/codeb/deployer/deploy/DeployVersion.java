package kr.codeb.deployer.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.deployer.container.Capacity;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.promote.Promote;
import kr.codeb.deployer.slot.ContainerRemoval;
import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.deployer.slot.Visitors;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;

/** Brings a version into the slot that is not active, or leaves both slots as they were. */
@Singleton
public class DeployVersion implements OperationHandler {

    private final Registry registry;
    private final Provisioner provisioner;
    private final Images images;
    private final SlotContainers containers;
    private final Capacity capacity;
    private final Visitors visitors;
    private final HealthCheck health;
    private final Promote promote;
    private final ContainerRemoval removal;
    private final ImageCleanup imageCleanup;
    private final Urls urls;
    private final Executor ahead;

    @Inject
    DeployVersion(
            Registry registry,
            Provisioner provisioner,
            Images images,
            SlotContainers containers,
            Capacity capacity,
            Visitors visitors,
            HealthCheck health,
            Promote promote,
            ContainerRemoval removal,
            ImageCleanup imageCleanup,
            Urls urls) {
        this(
                registry,
                provisioner,
                images,
                containers,
                capacity,
                visitors,
                health,
                promote,
                removal,
                imageCleanup,
                urls,
                Thread::startVirtualThread);
    }

    /** @param ahead where work is begun before its outcome is needed */
    DeployVersion(
            Registry registry,
            Provisioner provisioner,
            Images images,
            SlotContainers containers,
            Capacity capacity,
            Visitors visitors,
            HealthCheck health,
            Promote promote,
            ContainerRemoval removal,
            ImageCleanup imageCleanup,
            Urls urls,
            Executor ahead) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.images = images;
        this.containers = containers;
        this.capacity = capacity;
        this.visitors = visitors;
        this.health = health;
        this.promote = promote;
        this.removal = removal;
        this.imageCleanup = imageCleanup;
        this.urls = urls;
        this.ahead = ahead;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DEPLOY;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Deployment deployment = new Deployment(held, registry, provisioner);
        PullImage pull = new PullImage(deployment, images);
        PrepareEnv env = new PrepareEnv(deployment);
        // Both take long and change nothing that anybody uses, so they are under way while the slots are looked at.
        pull.begin(ahead);
        env.begin(ahead);
        StepSequence steps = sequence(deployment, pull, env);
        try {
            steps.run();
        } catch (CodebException failed) {
            imageCleanup.begin(held.operation().project(), held.operation().environment());
            throw failed;
        }
        return live(deployment, done(deployment), steps.size());
    }

    @Override
    public Object recover(HeldOperation held) {
        Deployment deployment = new Deployment(held, registry, provisioner);
        if (!deployment.aimed()) {
            throw held.takenBack();
        }
        deployment.recorded(deployment.slotsNow());
        StepSequence steps = sequence(deployment, new PullImage(deployment, images), new PrepareEnv(deployment));
        if (deployment.isRecorded()) {
            deployment.routeAsRecorded();
            return live(deployment, done(deployment), steps.size());
        }
        steps.undo();
        throw held.takenBack();
    }

    private StepSequence sequence(Deployment deployment, PullImage pull, PrepareEnv env) {
        OpenPreview preview = new OpenPreview(deployment, visitors, ahead);
        return StepSequence.of(deployment.held())
                .then(new GetSlotStatus(deployment))
                .then(new SelectSlot(deployment))
                .then(pull)
                .then(env)
                .then(preview)
                .then(new CreateContainer(deployment, containers, capacity))
                .then(new FreeSlot(deployment, containers, preview))
                .then(new StartContainer(deployment, containers))
                .then(new WaitUntilHealthy(deployment, health))
                .then(new RecordDeployed(deployment, preview));
    }

    /** The version gets the visitors in the same operation, if that was asked for; when it does not, it stays deployed. */
    private DeployResult live(Deployment deployment, DeployResult result, int steps) {
        return deployment.params().promote() ? result.promoted(promote.follow(deployment.held(), steps)) : result;
    }

    /** What stood in the slot before ends in its own time, behind the answer. */
    private DeployResult done(Deployment deployment) {
        String project = deployment.operation().project();
        String aside = deployment.place().asideOf(deployment.operation().id());
        removal.begin(
                aside,
                deployment.place(),
                () -> imageCleanup.begin(project, deployment.operation().environment()));
        Slot slot = deployment.slot();
        return new DeployResult(
                slot.name(),
                slot.port(),
                urls.preview(project, deployment.operation().environment(), slot.name()),
                slot.image(),
                slot.digest(),
                slot.version(),
                DeployResult.Replaced.of(deployment.target()),
                null,
                null,
                null,
                null);
    }
}
