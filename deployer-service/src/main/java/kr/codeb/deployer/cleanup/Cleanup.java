package kr.codeb.deployer.cleanup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.Containers;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.slot.ContainerRemoval;
import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;

/** Gives up versions whose time is over. Once it has decided, it only goes forward. */
@Singleton
public class Cleanup implements OperationHandler {

    private final Registry registry;
    private final Provisioner provisioner;
    private final DockerHost host;
    private final Containers found;
    private final SlotContainers containers;
    private final ContainerRemoval removal;
    private final Images images;

    Cleanup(
            Registry registry,
            Provisioner provisioner,
            DockerHost host,
            Containers found,
            SlotContainers containers,
            ContainerRemoval removal,
            Images images) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.host = host;
        this.found = found;
        this.containers = containers;
        this.removal = removal;
        this.images = images;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Params(boolean force) {}

    /** What {@code slot_cleanup} answers. */
    record Result(List<Cleaned> cleaned) {}

    record Cleaned(SlotName slot, String version) {}

    @Override
    public OperationKind kind() {
        return OperationKind.CLEANUP;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        CleanupContext cleanup = new CleanupContext(held, registry, provisioner);
        StepSequence.of(held)
                .then(new FindSlots(cleanup, held.params(Params.class).force()))
                .then(new CloseRoutes(cleanup))
                .then(new RecordEmptied(cleanup))
                .then(new RemoveContainers(cleanup, host, found, containers, removal, images))
                .run();
        return new Result(cleanup.discards().stream()
                .map(discard -> new Cleaned(discard.slot(), discard.version()))
                .toList());
    }

    /** Every step can be run again, so it is finished. */
    @Override
    public Object recover(HeldOperation held) {
        return run(held, null);
    }
}
