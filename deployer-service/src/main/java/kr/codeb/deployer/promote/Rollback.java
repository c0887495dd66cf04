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
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.slot.SlotContainers;
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
    private final SlotContainers containers;
    private final HealthCheck health;
    private final int stopSeconds;

    @Inject
    Rollback(
            Registry registry,
            Provisioner provisioner,
            DockerHost host,
            SlotContainers containers,
            HealthCheck health,
            DeployerConfig config) {
        this(registry, provisioner, host, containers, health, config.deploy().stopSeconds());
    }

    Rollback(
            Registry registry,
            Provisioner provisioner,
            DockerHost host,
            SlotContainers containers,
            HealthCheck health,
            int stopSeconds) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.host = host;
        this.containers = containers;
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
        TrafficMove move = new TrafficMove(held, registry, provisioner, health);
        sequence(move).run();
        return result(move);
    }

    @Override
    public Object recover(HeldOperation held) {
        TrafficMove move = new TrafficMove(held, registry, provisioner, health);
        return move.finishOrUndo(sequence(move), () -> result(move));
    }

    private StepSequence sequence(TrafficMove move) {
        return StepSequence.of(move.held())
                .then(new FindGraceSlot(move))
                .then(new Revive(move, containers, host, stopSeconds))
                .then(new SwitchTraffic(move, false))
                .then(new RecordMove(move, SlotEvent.RolledBack::new));
    }

    private static Result result(TrafficMove move) {
        return new Result(
                move.from().name(),
                move.slot().name(),
                move.slot().version(),
                move.held().params(Params.class).reason());
    }
}
