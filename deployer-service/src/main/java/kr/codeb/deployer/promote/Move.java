package kr.codeb.deployer.promote;

import java.util.concurrent.Future;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.Ahead;
import kr.codeb.deployer.Target;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.Subject;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;

/** Traffic on its way to a slot: what the steps of a promote or a rollback learn. */
final class Move {

    private static final String TO = "to";

    private final HeldOperation held;
    private final Registry registry;
    private final Provisioner provisioner;
    private ProjectEnvironment project;
    private Slots slots;

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
        Future<Slots> both = Ahead.of(this::slotsNow);
        project = registry.settings(operation().project(), operation().environment());
        slots = Ahead.outcome(both);
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

    void aim(Slot slot) {
        held.note(TO, Target.of(slot).note());
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
        return new SlotContainer(operation().project(), operation().environment(), target().slot());
    }

    Subject subject() {
        return new Subject(place(), to().port(), project, null);
    }
}
