package kr.codeb.deployer.promote;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.settings.DeployerConfig;

/** Sends visitors back to the version before. */
@Singleton
public class Rollback implements OperationHandler {

    private final Registry registry;
    private final Provisioner provisioner;
    private final DockerHost host;
    private final Images images;
    private final HealthCheck health;
    private final int stopSeconds;

    @Inject
    Rollback(
            Registry registry,
            Provisioner provisioner,
            DockerHost host,
            Images images,
            HealthCheck health,
            DeployerConfig config) {
        this(registry, provisioner, host, images, health, config.deploy().stopSeconds());
    }

    Rollback(
            Registry registry,
            Provisioner provisioner,
            DockerHost host,
            Images images,
            HealthCheck health,
            int stopSeconds) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.host = host;
        this.images = images;
        this.health = health;
        this.stopSeconds = stopSeconds;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Params(String reason) {}

    /** What {@code rollback} answers. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(SlotName fromSlot, SlotName toSlot, String restoredVersion, String reason) {}

    @Override
    public OperationKind kind() {
        return OperationKind.ROLLBACK;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Move move = new Move(held, registry, provisioner);
        sequence(move).run();
        return result(move);
    }

    @Override
    public Object recover(HeldOperation held) {
        Move move = new Move(held, registry, provisioner);
        return Recoveries.finishOrUndo(move, sequence(move), () -> result(move));
    }

    private StepSequence sequence(Move move) {
        return StepSequence.of(move.held())
                .then(new FindGraceSlot(move, health))
                .then(new Revive(move, host, images, health, stopSeconds))
                .then(new SwitchTraffic(move, false))
                .then(new RecordMove(move, SlotEvent.RolledBack::new));
    }

    private static Result result(Move move) {
        return new Result(
                move.from().name(),
                move.to().name(),
                move.to().version(),
                move.held().params(Params.class).reason());
    }
}
