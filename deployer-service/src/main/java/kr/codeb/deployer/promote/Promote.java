package kr.codeb.deployer.promote;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;

/** Sends visitors to the version that waits in the deployed slot. */
@Singleton
public class Promote implements OperationHandler {

    private final Registry registry;
    private final Provisioner provisioner;
    private final HealthCheck health;
    private final Urls urls;

    public Promote(Registry registry, Provisioner provisioner, HealthCheck health, Urls urls) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.health = health;
        this.urls = urls;
    }

    /** @param expectedVersion the version that must be waiting; null for whichever does */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Params(String expectedVersion) {}

    /**
     * What {@code slot_promote} answers.
     *
     * @param fromSlot null at the first promote, like previousVersion and graceExpiresAt
     */
    public record Result(
            SlotName fromSlot,
            SlotName toSlot,
            String url,
            String previousVersion,
            String newVersion,
            Instant graceExpiresAt) {}

    @Override
    public OperationKind kind() {
        return OperationKind.PROMOTE;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        TrafficMove move = new TrafficMove(held, registry, provisioner, health);
        steps(StepSequence.of(held), move).run();
        return result(move);
    }

    /**
     * Goes on with an operation that has deployed a version: the same one gives it the visitors.
     *
     * @param stepsBefore how many steps that has taken; they stay taken, whatever comes of this
     */
    public Result follow(HeldOperation held, int stepsBefore) {
        TrafficMove move = new TrafficMove(held, registry, provisioner, health);
        if (!move.isRecorded()) {
            steps(StepSequence.following(held, stepsBefore), move).run();
        }
        return result(move);
    }

    @Override
    public Object recover(HeldOperation held) {
        TrafficMove move = new TrafficMove(held, registry, provisioner, health);
        return move.finishOrUndo(steps(StepSequence.of(held), move), () -> result(move));
    }

    private static StepSequence steps(StepSequence steps, TrafficMove move) {
        return steps.then(new FindDeployedSlot(
                        move, move.held().params(Params.class).expectedVersion()))
                .then(new CheckHealth(move))
                .then(new SwitchTraffic(move, true))
                .then(new RecordMove(
                        move, () -> new SlotEvent.Promoted(move.slot().name())));
    }

    private Result result(TrafficMove move) {
        Slot to = move.slot();
        Slot from = move.from();
        boolean first = from.state() != SlotState.GRACE;
        return new Result(
                first ? null : from.name(),
                to.name(),
                urls.site(
                        move.operation().project(),
                        move.operation().environment(),
                        move.settings().domain()),
                first ? null : from.version(),
                to.version(),
                from.graceExpiresAt());
    }
}
