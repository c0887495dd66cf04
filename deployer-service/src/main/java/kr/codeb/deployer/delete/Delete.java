package kr.codeb.deployer.delete;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.settings.DeployerConfig;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Deletes an environment, then those that are to go after it. Once begun it only goes forward. */
@Singleton
class Delete implements OperationHandler {

    private final Registry registry;
    private final RemovalClient provisioner;
    private final DockerHost host;
    private final EnvironmentContainers containers;
    private final Images images;
    private final NextDeletion next;
    private final int stopSeconds;

    @Inject
    Delete(
            Registry registry,
            @RestClient RemovalClient provisioner,
            DockerHost host,
            EnvironmentContainers containers,
            Images images,
            NextDeletion next,
            DeployerConfig config) {
        this(
                registry,
                provisioner,
                host,
                containers,
                images,
                next,
                config.deploy().stopSeconds());
    }

    Delete(
            Registry registry,
            RemovalClient provisioner,
            DockerHost host,
            EnvironmentContainers containers,
            Images images,
            NextDeletion next,
            int stopSeconds) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.host = host;
        this.containers = containers;
        this.images = images;
        this.next = next;
        this.stopSeconds = stopSeconds;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DELETE;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Deletion deletion = new Deletion(held, registry, provisioner);
        StepSequence steps = StepSequence.of(held)
                .then(new RemovePart("close_routes", deletion, RepairPart.SITE, RepairPart.ROUTES))
                .then(new RemoveContainers(deletion, host, containers, images, stopSeconds))
                .then(new RemovePart("remove_dns_records", deletion, RepairPart.DNS))
                .then(new DropDatabase(deletion))
                .then(new RemovePart("remove_redis_user", deletion, RepairPart.REDIS))
                .then(new RemovePart("remove_env", deletion, RepairPart.ENV))
                .then(new ForgetEnvironment(deletion));
        if (!deletion.params().then().isEmpty()) {
            steps.then(new DeleteNext(deletion, next));
        }
        steps.run();
        return deletion.result();
    }

    /** Every step can be run again, so it is finished. */
    @Override
    public Object recover(HeldOperation held) {
        return run(held, null);
    }
}
