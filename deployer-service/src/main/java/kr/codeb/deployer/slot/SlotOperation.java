package kr.codeb.deployer.slot;

import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.web.Concurrent;

/** An operation on a project's slots: what its steps learn and the later ones need. What undo needs is noted instead. */
public abstract class SlotOperation {

    private final HeldOperation held;
    private final Registry registry;
    private final Provisioner provisioner;
    private final String note;
    private ProjectEnvironment settings;
    private Slots slots;

    /** @param note the name under which its target is noted */
    protected SlotOperation(HeldOperation held, Registry registry, Provisioner provisioner, String note) {
        this.held = held;
        this.registry = registry;
        this.provisioner = provisioner;
        this.note = note;
    }

    public HeldOperation held() {
        return held;
    }

    public Operation operation() {
        return held.operation();
    }

    public Registry registry() {
        return registry;
    }

    public Provisioner provisioner() {
        return provisioner;
    }

    /** Reads slots and settings. */
    public Slots look() {
        Concurrent<Slots> both = Concurrent.begin(this::slotsNow);
        settings = registry.settings(operation().project(), operation().environment());
        slots = both.outcome();
        return slots;
    }

    /** As they were at the last {@link #look}, or as the registry said that they are now. */
    public Slots slots() {
        return slots;
    }

    public Slots slotsNow() {
        return registry.slots(operation().project(), operation().environment());
    }

    /** What the registry made of an event. */
    public void recorded(Slots after) {
        slots = after;
    }

    public ProjectEnvironment settings() {
        return settings;
    }

    /** Notes the slot that it is about, with what stands there, before anything is changed. */
    public void aim(Slot slot) {
        held.note(note, Target.of(slot).note());
    }

    public boolean aimed() {
        return held.isNoted(note);
    }

    public Target target() {
        return held.noted(note).map(Target::of).orElseThrow();
    }

    /** The slot that it is about, as the registry last said. */
    public Slot slot() {
        return slots.slot(target().slot());
    }

    public SlotContainer place() {
        return place(target().slot());
    }

    public SlotContainer place(SlotName slot) {
        return new SlotContainer(operation().project(), operation().environment(), slot);
    }

    /** Has traffic and previews follow the registry's slots: where every undo ends. */
    public void routeAsRecorded() {
        provisioner.routeAs(held, slotsNow());
    }
}
