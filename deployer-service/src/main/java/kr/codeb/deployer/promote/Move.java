package kr.codeb.deployer.promote;

import java.time.Duration;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.Target;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.deployer.health.Subject;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.web.Concurrent;

/** Traffic on its way to a slot: what the steps of a promote or a rollback learn. */
final class Move {

    private static final String TO = "to";
    /** How long a blink of a version that should be healthy may last. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HeldOperation held;
    private final Registry registry;
    private final Provisioner provisioner;
    private ProjectEnvironment project;
    private Slots slots;
    private Concurrent<HealthReport> report;

    Move(HeldOperation held, Registry registry, Provisioner provisioner) {
        this.held = held;
        this.registry = registry;
        this.provisioner = provisioner;
    }

    HeldOperation held() {
        return held;
    }

    Operation operation() {
        return held.operation();
    }

    Registry registry() {
        return registry;
    }

    Provisioner provisioner() {
        return provisioner;
    }

    /** Reads slots and settings. */
    Slots look() {
        Concurrent<Slots> both = Concurrent.begin(this::slotsNow);
        project = registry.settings(operation().project(), operation().environment());
        slots = both.outcome();
        return slots;
    }

    Slots slotsNow() {
        return registry.slots(operation().project(), operation().environment());
    }

    ProjectEnvironment project() {
        return project;
    }

    Slots slots() {
        return slots;
    }

    /** What the registry made of it. */
    void recorded(Slots after) {
        slots = after;
    }

    /** Notes where traffic shall go; the slot is asked meanwhile how it is. */
    void aim(Slot slot, HealthCheck health) {
        report = Concurrent.begin(() -> health.ask(subject(slot), PATIENCE));
        held.note(TO, Target.of(slot).note());
    }

    /** Waits for what the slot says, and fails as the question did. */
    HealthReport report() {
        return report.outcome();
    }

    boolean aimed() {
        return held.isNoted(TO);
    }

    Target target() {
        return held.noted(TO).map(Target::of).orElseThrow();
    }

    Slot to() {
        return slots.slot(target().slot());
    }

    Slot from() {
        return slots.slot(target().slot().other());
    }

    SlotContainer place() {
        return place(target().slot());
    }

    Subject subject() {
        return subject(to());
    }

    private Subject subject(Slot slot) {
        return new Subject(place(slot.name()), slot.port(), project, null);
    }

    private SlotContainer place(SlotName slot) {
        return new SlotContainer(operation().project(), operation().environment(), slot);
    }
}
