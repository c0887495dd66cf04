package kr.codeb.deployer.promote;

import java.time.Duration;
import java.util.function.Supplier;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.health.CheckedContainer;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.slot.SlotOperation;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.web.Concurrent;

/** Traffic on its way to a slot: a promote, or a rollback. */
final class TrafficMove extends SlotOperation {

    static final String AS_BEFORE = "Traffic stays where it was.";

    /** How long a blink of a version that should be healthy may last. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HealthCheck health;
    private Concurrent<HealthReport> report;

    TrafficMove(HeldOperation held, Registry registry, Provisioner provisioner, HealthCheck health) {
        super(held, registry, provisioner, "to");
        this.health = health;
    }

    /** Notes where traffic shall go; the slot is asked meanwhile how it is. */
    @Override
    public void aim(Slot slot) {
        report = Concurrent.begin(() -> health.ask(container(slot), PATIENCE));
        super.aim(slot);
    }

    /** Waits for what the slot says, and fails as the question did. */
    HealthReport report() {
        return report.outcome();
    }

    HealthCheck health() {
        return health;
    }

    Slot from() {
        return slots().slot(target().slot().other());
    }

    CheckedContainer container() {
        return container(slot());
    }

    private CheckedContainer container(Slot slot) {
        return health.container(place(slot.name()), slot.port(), settings(), null);
    }

    /** Whether the registry says that it has happened. */
    boolean isRecorded() {
        if (!aimed()) {
            return false;
        }
        look();
        return slot().state() == SlotState.ACTIVE && target().sameVersion(slot());
    }

    /** How it ends when its process died: as the registry's slots say. */
    Object finishOrUndo(StepSequence steps, Supplier<Object> result) {
        if (isRecorded()) {
            provisioner().routeAs(held(), slots());
            return result.get();
        }
        steps.undo();
        throw held().takenBack();
    }
}
